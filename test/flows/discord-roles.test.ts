import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Programs } from "../fakes/child-program.ts";
import { openPrograms } from "../fakes/child-program.ts";
import { labelsOf, until, wordsOf } from "../fakes/discord/bot.ts";
import type { FakeDiscord } from "../fakes/discord/discord.ts";
import { APP, startDiscord, TOKEN } from "../fakes/discord/discord.ts";
import type { FakeOpenAi } from "../fakes/openai-server.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import { createTestDatabase, SERVER } from "../fakes/stores.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

const reason = SERVER === undefined ? " (skipped: no TEST_DATABASE_URL)" : "";

describe.runIf(SERVER !== undefined)(`one talks and another films on Discord${reason}`, () => {
  let programs: Programs;
  let discord: FakeDiscord;
  let studio: FakeOpenAi;
  let database: Awaited<ReturnType<typeof createTestDatabase>>;

  beforeEach(async () => {
    programs = await openPrograms();
    discord = await startDiscord();
    studio = await startOpenAiServer();
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await programs.close();
    await studio.stop();
    await database.drop();
    await discord.close();
  });

  const startOne = (role: "gateway" | "worker") =>
    programs.startBot({
      ROLE: role,
      DATABASE_URL: database.url,
      SECRET_KEY: "the same for all processes, and long",
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      OPENAI_BASE_URL: studio.baseUrl,
      OPENAI_MODELS: "film-1=0.10",
      DEFAULT_MODEL: "film-1",
      MAX_JOBS_PER_USER: "50",
    });
  const isThere = () => discord.gateway.shards().length > 0 && discord.world.commands.length > 0;
  /** Waits as long as four processes on a busy machine may take. */
  const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 100 });
  const identified = () => discord.gatewayLog.filter(({ op }) => op === 2).length;
  const answerTo = ({ token }: { token: { original?: string } }) =>
    discord.world.messages.get(token.original ?? "");
  const clips = () =>
    [...discord.world.messages.values()].filter(({ attachments }) => attachments.length > 0);

  test("who talks acknowledges and enqueues, who films delivers with REST alone", async () => {
    const talker = await startOne("gateway");
    await until(isThere);
    const typed = discord.people.type("video", { prompt: "a fox" });
    await until(() => wordsOf(answerTo(typed)).includes("On it."));
    const before = { bills: studio.bills.length, threads: discord.calls("thread.create").length };

    // Who has talked is not needed any more.
    await talker.end("SIGKILL");
    discord.gateway.forget();
    await startOne("worker");
    await eventually(() => expect(labelsOf(answerTo(typed))).toContain("Watch"));

    expect(before).toEqual({ bills: 0, threads: 0 });
    expect(clips()).toHaveLength(1);
    expect(studio.bills).toHaveLength(1);
    expect(identified()).toBe(1);
  });

  test("who talks hears in a thread what it is about, though another has filmed there", async () => {
    await Promise.all([startOne("gateway"), startOne("worker")]);
    await until(isThere);
    const said = discord.people.say(`<@${APP}> a fox`);
    await eventually(() => expect(clips()).toHaveLength(1));

    discord.people.say(`<@${APP}> it snows`, [], { channel: said.id });
    await eventually(() => expect(clips()).toHaveLength(2));

    expect(studio.bills.map(({ prompt }) => prompt)).toEqual(["a fox", "it snows"]);
    expect(clips().map(({ channel_id: channel }) => channel)).toEqual([said.id, said.id]);
  });

  test("two who hear everything and two who film make each video once", async () => {
    await Promise.all([
      startOne("gateway"),
      startOne("gateway"),
      startOne("worker"),
      startOne("worker"),
    ]);
    await until(() => isThere() && discord.gateway.shards().length === 2);

    const asked = Array.from({ length: 6 }, (_, index) =>
      discord.people.type("video", { prompt: `fox ${index + 1}` }),
    );
    await eventually(() => {
      for (const typed of asked) expect(labelsOf(answerTo(typed))).toContain("Watch");
    });

    expect(studio.bills.map(({ prompt }) => prompt).toSorted()).toEqual(
      Array.from({ length: 6 }, (_, index) => `fox ${index + 1}`),
    );
    expect(clips()).toHaveLength(6);
  });
});
