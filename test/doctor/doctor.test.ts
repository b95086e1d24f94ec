import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { checksOf } from "../../src/doctor.ts";
import { fine } from "../../src/doctor/finding.ts";
import type { Check } from "../../src/doctor/finding.ts";
import { report } from "../../src/doctor/report.ts";
import { unreachableFor } from "../../src/platforms/slack/doctor.ts";
import { SCOPES } from "../../src/platforms/slack/scopes.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { startDiscordBot } from "../fakes/discord/bot.ts";
import { GUILD, startDiscord, TOKEN } from "../fakes/discord/discord.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import { APP_TOKEN, BOT_TOKEN, startSlack } from "../fakes/slack/slack.ts";

/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:9";
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "rushes-doctor-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What is said about one part, line by line. */
async function about(part: string, env: Record<string, string> = {}) {
  const checks = checksOf({ DATA_DIR: folder, PORT: "0", ...env }).filter(
    ({ name }) => name === part,
  );
  const { lines, isWell } = await report(checks);
  return { text: lines.map((line) => line.replaceAll(/ +/g, " ")).join("\n"), isWell };
}

test("an installation that has nothing yet is well, and hears what it could have", async () => {
  const { lines, isWell } = await report(checksOf({ DATA_DIR: join(folder, "new"), PORT: "0" }));

  expect(isWell).toBe(true);
  expect(lines.map((line) => line.slice(0, 15).trim())).toEqual([
    "✓ configuration",
    "✓ data folder",
    "✓ database",
    "✓ video tool",
    "✓ models",
    "– bot",
    "– discord",
    "– slack",
    ...lines.slice(8).map((line) => line.slice(0, 15).trim()),
  ]);
  expect(lines.slice(8).every((line) => line.startsWith("– "))).toBe(true);
});

test("every mistake in the configuration has its line", async () => {
  const { text, isWell } = await about("configuration", { PORT: "x", PLAYGROUND: "maybe" });

  expect(isWell).toBe(false);
  expect(text.split("\n")).toEqual([
    expect.stringMatching(/^✗ configuration PORT: .* → \.env\.example tells what it takes$/),
    expect.stringMatching(/^✗ PLAYGROUND: /),
  ]);
});

test("a name that is nearly a variable is told with the one that was meant", async () => {
  const { text, isWell } = await about("configuration", {
    DISCORD_BOT_TOKEN: "x",
    FAL_KEYS: "x",
    MAX_RUNING: "3",
    PATH: "/bin",
    USER: "ann",
  });

  expect(isWell).toBe(true);
  expect(text.split("\n")).toEqual([
    "✓ configuration every variable can be read",
    "– DISCORD_BOT_TOKEN means nothing here → call it DISCORD_TOKEN if that is what you mean",
    "– FAL_KEYS means nothing here → call it FAL_KEY if that is what you mean",
    "– MAX_RUNING means nothing here → call it MAX_RUNNING if that is what you mean",
  ]);
});

test("a list of forbidden words that is not there is told", async () => {
  const MODERATION_BLOCKLIST = join(folder, "words.txt");

  const { text, isWell } = await about("configuration", { MODERATION_BLOCKLIST });

  expect(isWell).toBe(false);
  expect(text).toContain("words.txt → let it name a file of words");
});

test("a playground that nobody could enter is told", async () => {
  const open = { HOST: "0.0.0.0", PLAYGROUND_TOKEN: "a long token" };

  const shut = await about("configuration", { HOST: "0.0.0.0" });
  const entered = await about("configuration", open);

  expect(shut.text).toContain("✗ at HOST=0.0.0.0 the playground lets nobody in");
  expect(entered.isWell).toBe(true);
});

test("a port that another program has is told", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;

  const { text, isWell } = await about("bot", { PORT: String(port) });

  expect(isWell).toBe(false);
  expect(text).toBe(
    `✗ bot port ${port} is taken by another program → set PORT to a free one, or to 0 for any`,
  );
});

test("a catalogue without a model is told", async () => {
  const MODELS_FILE = join(folder, "models.json");
  await writeFile(MODELS_FILE, "[]");

  const { text, isWell } = await about("models", { MODELS_FILE });

  expect(isWell).toBe(false);
  expect(text).toContain("lists no model, so nobody films → set MODELS_FILE");
});

test("an entry that no studio can be asked for is told", async () => {
  const MODELS_FILE = join(folder, "models.json");
  const shipped = await readFile(new URL("../../models.json", import.meta.url), "utf8");
  await writeFile(MODELS_FILE, shipped.replace('"family": "veo"', '"family": "veeo"'));

  const { text, isWell } = await about("models", { MODELS_FILE });

  expect(isWell).toBe(false);
  expect(text).toMatch(/is not valid → model "[^"]+": family must be one of .*, not "veeo"/);
});

test("a folder that cannot be written is told", async () => {
  const { text, isWell } = await about("data folder", { DATA_DIR: "/dev/null/data" });

  expect(isWell).toBe(false);
  expect(text).toContain("/dev/null/data cannot be written → set DATA_DIR to a folder");
});

describe("the database", () => {
  test("is read while a bot works on it, and stays as it is", async () => {
    const store = await openSqlite(folder);

    const { text, isWell } = await about("database");
    const jobs = await store.db.selectFrom("jobs").selectAll().execute();
    await store.close();

    expect(text).toBe(`✓ database SQLite in ${folder}`);
    expect(isWell).toBe(true);
    expect(jobs).toEqual([]);
  });

  test("that is no database is told", async () => {
    await writeFile(join(folder, "rushes.db"), "this is no database, but long enough for a header");

    const { text, isWell } = await about("database");

    expect(text).toMatch(/^✗ database SQLite in .* cannot be read: .* → restore a backup/);
    expect(isWell).toBe(false);
  });

  test("that nobody serves is told, without its password", async () => {
    const { text, isWell } = await about("database", {
      DATABASE_URL: "postgres://rushes:secret@127.0.0.1:9/rushes",
      SECRET_KEY: "0123456789abcdef0123456789abcdef",
    });

    expect(text).toContain("127.0.0.1:9/rushes cannot be used");
    expect(text).toContain("→ Start that server, or correct DATABASE_URL.");
    expect(text).not.toContain("secret");
    expect(isWell).toBe(false);
  });
});

test("a video tool that is not there is told", async () => {
  const { text } = await about("video tool", { FFMPEG_PATH: "/nowhere/ffmpeg" });

  expect(text).toContain("FFMPEG_PATH names /nowhere/ffmpeg");
});

describe("Discord", () => {
  test("is well when the bot is there with its rights and commands", async () => {
    const room = await startDiscordBot();

    const { text, isWell } = await about("discord", {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: room.discord.apiUrl,
    });
    await room.close();

    expect(isWell).toBe(true);
    expect(text).toContain("✓ discord the token belongs to rushes");
    expect(text).toContain("it is in 2 servers, with all that it needs");
    expect(text).toMatch(/all \d+ commands are known/);
  });

  test("tells what is missing in which server, and which commands nobody knows", async () => {
    const room = await startDiscordBot();
    const { world, apiUrl } = room.discord;
    world.guilds.get(GUILD)!.denied = PermissionFlagsBits.AttachFiles;
    world.commands = world.commands.map((command) =>
      command["name"] === "video" ? { ...command, name: "film" } : command,
    );

    const { text, isWell } = await about("discord", {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: apiUrl,
    });
    await room.close();

    expect(isWell).toBe(false);
    expect(text).toContain("in “Film club” it lacks Attach Files → allow its role that");
    expect(text).toContain("permissions=309237763072");
    expect(text).toMatch(/Discord does not offer video → start the bot/);
    expect(text).toContain("Discord still offers film → start the bot");
  });

  test("every server is looked at, however many there are", async () => {
    const discord = await startDiscord();
    for (let nth = 0; nth < 250; nth += 1) {
      const id = String(600_000_000_000_000_000n + BigInt(nth));
      discord.world.guilds.set(id, { id, name: `Club ${nth}`, tier: 0 });
    }
    const last = [...discord.world.guilds.values()].at(-1);
    if (last) last.denied = PermissionFlagsBits.AttachFiles;

    const { text } = await about("discord", {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.apiUrl,
    });
    await discord.close();

    expect(text).toContain("in “Club 249” it lacks Attach Files");
  });

  test("says where the token comes from when it is wrong", async () => {
    const discord = await startDiscord();

    const { text } = await about("discord", {
      DISCORD_TOKEN: "wrong",
      DISCORD_API_URL: discord.apiUrl,
    });
    await discord.close();

    expect(text).toContain("Discord does not know DISCORD_TOKEN → copy it anew: Developer Portal");
  });

  test("that does not answer is told", async () => {
    const { text } = await about("discord", {
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: `${NOWHERE}/api`,
    });

    expect(text).toContain("Discord does not answer →");
  });
});

describe("Slack", () => {
  const allowed = (...bot: string[]) => ({ manifest: { oauth_config: { scopes: { bot } } } });

  test("is well with both tokens and every scope", async () => {
    const slack = await startSlack(allowed(...SCOPES));

    const { text, isWell } = await about("slack", {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
    });
    await slack.close();

    expect(isWell).toBe(true);
    expect(text).toContain("✓ slack the bot token belongs to");
    expect(text).toContain("✓ the app token opens a connection");
  });

  test("that has not agreed to everything is told", async () => {
    const slack = await startSlack(allowed(...SCOPES.filter((scope) => scope !== "files:write")));

    const { text } = await about("slack", {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_APP_TOKEN: APP_TOKEN,
      SLACK_API_URL: slack.apiUrl,
    });
    await slack.close();

    expect(text).toContain("✗ it lacks files:write → add them in your app");
  });

  test("says where its tokens come from when they are wrong", async () => {
    const slack = await startSlack();

    const { text } = await about("slack", {
      SLACK_BOT_TOKEN: "xoxb-wrong",
      SLACK_APP_TOKEN: "xapp-wrong",
      SLACK_API_URL: slack.apiUrl,
    });
    await slack.close();

    expect(text).toContain("Slack does not accept SLACK_BOT_TOKEN (invalid_auth) → copy it anew");
    expect(text).toContain("Slack does not accept SLACK_APP_TOKEN (invalid_auth) → make one");
  });

  const overHttp = (slackUrl: string, publicUrl: string) =>
    about("slack", {
      SLACK_SIGNING_SECRET: "s",
      SLACK_CLIENT_ID: "1.2",
      SLACK_CLIENT_SECRET: "s",
      SLACK_STATE_SECRET: "0123456789abcdef",
      SLACK_API_URL: slackUrl,
      PUBLIC_URL: publicUrl,
    });

  /** Somebody who answers every request so. */
  async function answering(status: number) {
    const server = createServer((_request, response) => response.writeHead(status).end("a page"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("over HTTP tells where it is installed, when that page answers", async () => {
    const slack = await startSlack();
    const bot = await answering(200);

    const { text, isWell } = await overHttp(slack.apiUrl, bot);
    await slack.close();

    expect(isWell).toBe(true);
    expect(text).toBe(`✓ slack many workspaces, each through ${bot}/slack/install`);
  });

  test("over HTTP tells that a bot cannot be reached from here, which may be well", async () => {
    const slack = await startSlack();

    const { text, isWell } = await overHttp(slack.apiUrl, NOWHERE);
    await slack.close();

    expect(isWell).toBe(true);
    expect(text).toContain("it cannot be reached from here");
  });

  test("over HTTP tells when somebody else answers at its address", async () => {
    const slack = await startSlack();

    const { text, isWell } = await overHttp(slack.apiUrl, await answering(404));
    await slack.close();

    expect(isWell).toBe(false);
    expect(text).toMatch(/slack\/install answers 404 → .*PUBLIC_URL/);
  });

  test("over HTTP tells when Slack is not there", async () => {
    const { text, isWell } = await overHttp(`${NOWHERE}/api/`, await answering(200));

    expect(isWell).toBe(false);
    expect(text).toContain("Slack does not answer");
  });

  test.each(["http://rushes.example", "https://localhost:3000", "https://127.0.0.1"])(
    "Slack reaches no bot at %s",
    (publicUrl) => {
      expect(unreachableFor("https://slack.com/api/", publicUrl)?.text).toContain(
        "Slack cannot call",
      );
    },
  );
});

describe("a provider", () => {
  test("that takes the key is well", async () => {
    const studio = await startOpenAiServer({ models: ["film-1", "film-2"] });

    const { text } = await about("openai", { OPENAI_BASE_URL: studio.baseUrl });
    await studio.stop();

    expect(text).toMatch(/^✓ openai 127\.0\.0\.1:\d+ takes the key and lists 2 models$/);
  });

  test("that refuses the key is told, with the variable to set", async () => {
    const studio = await startOpenAiServer();
    studio.fail("models", { kind: "status", status: 401 });

    const { text, isWell } = await about("openai", { OPENAI_BASE_URL: studio.baseUrl });
    await studio.stop();

    expect(text).toBe("✗ openai its key is not accepted → set OPENAI_API_KEY anew");
    expect(isWell).toBe(false);
  });

  test("that does not answer is told", async () => {
    const { text } = await about("openai", { OPENAI_BASE_URL: `${NOWHERE}/v1` });

    expect(text).toContain("✗ openai it does not answer");
  });
});

describe.each([
  ["fal", "FAL_KEY", "FAL_URL", "/v1/models/pricing", "Key good"],
  ["openrouter", "OPENROUTER_API_KEY", "OPENROUTER_URL", "/key", "Bearer good"],
  ["muapi", "MUAPI_API_KEY", "MUAPI_URL", "/account/balance", "good"],
] as const)("%s", (name, variable, address, path, proof) => {
  /** Answers whoever proves the key, where that is free. */
  async function startStudio() {
    const server = createServer(({ url = "", headers }, response) => {
      const { authorization = headers["x-api-key"] } = headers;
      const status = url.split("?")[0] === path ? (authorization === proof ? 200 : 401) : 500;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ data: { limit_remaining: 4.5 } }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test("that takes the key is well", async () => {
    const { text } = await about(name, { [variable]: "good", [address]: await startStudio() });

    expect(text).toContain(`✓ ${name} it takes the key`);
  });

  test("that refuses the key is told, with the variable to set", async () => {
    const { text } = await about(name, { [variable]: "bad", [address]: await startStudio() });

    expect(text).toBe(`✗ ${name} its key is not accepted → set ${variable} anew`);
  });
});

test("a check that breaks or never ends holds up none of the others", async () => {
  const checks: Check[] = [
    { name: "broken", run: () => Promise.reject(new Error("no luck")) },
    { name: "endless", run: () => new Promise(() => {}) },
    { name: "good", run: async () => [fine("here")] },
  ];

  const { lines, isWell } = await report(checks, 50);

  expect(isWell).toBe(false);
  expect(lines).toEqual([
    "✗ broken   it could not be checked: no luck → mend that, then try again",
    "✗ endless  it does not answer → try again; if it stays so, look at this machine's network",
    "✓ good     here",
  ]);
});
