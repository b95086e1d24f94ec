import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Programs } from "../fakes/child-program.ts";
import { openPrograms } from "../fakes/child-program.ts";
import { labelsOf, until } from "../fakes/discord/bot.ts";
import type { FakeDiscord, FakeMessage } from "../fakes/discord/discord.ts";
import { APP, startDiscord, TOKEN } from "../fakes/discord/discord.ts";
import type { FakeOpenAi } from "../fakes/openai-server.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";

vi.setConfig({ testTimeout: 120_000 });

let programs: Programs;
let discord: FakeDiscord;
let studio: FakeOpenAi;

beforeEach(async () => {
  programs = await openPrograms();
  discord = await startDiscord();
  studio = await startOpenAiServer();
});
afterEach(async () => {
  await programs.close();
  await studio.stop();
  await discord.close();
});

const startBot = () =>
  programs.startBot({
    LOG_LEVEL: "silent",
    PLAYGROUND: "on",
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    OPENAI_BASE_URL: studio.baseUrl,
    OPENAI_MODELS: "film-1=0.10",
    DEFAULT_MODEL: "film-1",
  });

/** Everything in the bot's threads, by what it is. */
function shown() {
  const threads = [...discord.world.channels.values()].filter(
    ({ parent, type, name }) => parent !== undefined && type === 11 && name === "a fox",
  );
  const messages = threads
    .flatMap(({ id }) => discord.world.messagesIn(id))
    .filter(({ author }) => author.id === APP);
  const hasClip = ({ attachments }: FakeMessage) => attachments.length > 0;
  return {
    threads: threads.length,
    clips: messages.filter(hasClip).length,
    cards: messages.filter((message) => !hasClip(message)).length,
  };
}

async function books() {
  const store = await openSqlite(join(programs.folder, "data"));
  const rows = await store.db.selectFrom("ledger").select(["kind", "amount"]).execute();
  await store.close();
  return rows.map(({ kind, amount }) => `${kind} ${amount / 1_000_000}`);
}

/** The next calls in turn: the first card and the clip are posted on the same route. */
async function reach(route: string, nth: number, isAccepted: boolean): Promise<void> {
  for (let passed = 1; passed < nth; passed += 1) await discord.arrival(route);
  discord.fail(route, { kind: "hang", accepted: isAccepted });
  await discord.arrival(route);
}

test.each([
  ["thread.create", 1],
  ["message.create", 1],
  ["message.create", 2],
  ["message.edit", 1],
] as const)("killed in the middle of %s (%i), it films once and posts once", async (route, nth) => {
  for (const isAccepted of [false, true]) {
    discord.mend();
    const before = shown();
    const first = await startBot();
    await until(() => discord.gateway.shards().length > 0 && discord.world.commands.length > 0);

    const reached = reach(route, nth, isAccepted);
    const typed = discord.people.type("video", { prompt: "a fox" });
    await reached;
    await first.end("SIGKILL");
    discord.gateway.forget();
    const second = await startBot();
    await until(() =>
      labelsOf(discord.world.messages.get(typed.token.original ?? "")).includes("Watch"),
    );
    await second.end("SIGTERM");
    discord.gateway.forget();

    expect({ route, nth, isAccepted, ...shown() }).toEqual({
      route,
      nth,
      isAccepted,
      threads: before.threads + 1,
      clips: before.clips + 1,
      cards: before.cards + 1,
    });
  }
  expect(studio.bills).toHaveLength(2);
  expect((await books()).toSorted()).toEqual([
    "grant 10",
    "reserve 0.4",
    "reserve 0.4",
    "settle 0.4",
    "settle 0.4",
  ]);
});

test("killed while it answers a mention, it films that once in its message's thread", async () => {
  const first = await startBot();
  await until(() => discord.gateway.shards().length > 0 && discord.world.commands.length > 0);
  const reached = reach("thread.create", 1, true);
  const said = discord.people.say(`<@${APP}> a fox`);
  await reached;
  await first.end("SIGKILL");
  discord.gateway.forget();

  const second = await startBot();
  await until(() => discord.gateway.shards().length > 0);
  discord.people.sayAgain(said);
  await until(() => shown().clips > 0);
  discord.people.say(`<@${APP}> it snows`, [], { channel: said.id });
  await until(() => shown().clips > 1);
  await second.end("SIGTERM");

  expect(shown()).toEqual({ threads: 1, clips: 2, cards: 2 });
  expect(studio.bills.map(({ prompt }) => prompt)).toEqual(["a fox", "it snows"]);
});

test("killed while it acknowledges, it has begun nothing", async () => {
  const first = await startBot();
  await until(() => discord.gateway.shards().length > 0 && discord.world.commands.length > 0);
  const reached = reach("callback", 1, true);
  discord.people.type("video", { prompt: "a fox" });
  await reached;
  await first.end("SIGKILL");
  discord.gateway.forget();

  const second = await startBot();
  await second.end("SIGTERM");

  expect(studio.bills).toEqual([]);
  expect(await books()).toEqual([]);
});
