import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { expect, test, vi } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openPrograms } from "../fakes/child-program.ts";
import { labelsOf, until, wordsOf } from "../fakes/discord/bot.ts";
import type { FakeMessage } from "../fakes/discord/discord.ts";
import { APP, startDiscord, TOKEN } from "../fakes/discord/discord.ts";
import type { Route } from "../fakes/openai-server.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });
/** A step that was under way is taken up again only after a while. */
const AFTER_A_CRASH = { timeout: 50_000, interval: 50 };

/** A call to Discord or to the studio: the n-th of its route, heard or not when the bot is killed. */
interface Moment {
  readonly at: string;
  readonly studio?: Route;
  readonly nth: number;
  readonly heard: readonly boolean[];
}
const BOTH = [false, true];
const MOMENTS: readonly Moment[] = [
  { at: "thread.create", nth: 1, heard: BOTH },
  { at: "message.create", nth: 1, heard: BOTH },
  { at: "message.create", nth: 2, heard: BOTH },
  { at: "message.edit", nth: 1, heard: BOTH },
  // One that was not heard may have been, and is looked for much longer than a test takes.
  { at: "the studio's create", studio: "create", nth: 1, heard: [true] },
];
/** These take longer: they are for `npm run soak`. */
const MORE: readonly Moment[] = [
  { at: "original.edit", nth: 1, heard: BOTH },
  { at: "the studio's retrieve", studio: "retrieve", nth: 1, heard: [true] },
  { at: "the studio's content", studio: "content", nth: 1, heard: [true] },
];

/** A world of one test's own: most of a trial is waiting, and they wait beside each other. */
async function openTrial({ onTestFinished }: TestContext) {
  const programs = await openPrograms();
  const discord = await startDiscord();
  const studio = await startOpenAiServer();
  onTestFinished(async () => {
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

  async function reachMoment(moment: Moment, isHeard: boolean): Promise<void> {
    const { at, studio: route, nth } = moment;
    if (route === undefined) return reach(at, nth, isHeard);
    const before = studio.calls.length;
    studio.fail(route, { kind: "hang", accepted: isHeard });
    await until(() => studio.calls.slice(before).some((call) => call.route === route));
  }

  /** The next calls in turn: the first card and the clip are posted on the same route. */
  async function reach(route: string, nth: number, isAccepted: boolean): Promise<void> {
    for (let passed = 1; passed < nth; passed += 1) await discord.arrival(route);
    discord.fail(route, { kind: "hang", accepted: isAccepted });
    await discord.arrival(route);
  }

  return { discord, studio, startBot, shown, books, reach, reachMoment };
}

test.concurrent.for([...MOMENTS, ...(process.env["EVERY_CRASH"] === "1" ? MORE : [])])(
  "killed in the middle of $at ($nth), it films once and posts once",
  async (moment, context) => {
    const { discord, studio, startBot, shown, books, reachMoment } = await openTrial(context);
    for (const isHeard of moment.heard) {
      discord.mend();
      const before = shown();
      const first = await startBot();
      await until(() => discord.gateway.shards().length > 0 && discord.world.commands.length > 0);

      const reached = reachMoment(moment, isHeard);
      const typed = discord.people.type("video", { prompt: "a fox" });
      await reached;
      await first.end("SIGKILL");
      discord.gateway.forget();
      const second = await startBot();
      await vi.waitFor(() => {
        const answer = discord.world.messages.get(typed.token.original ?? "");
        expect(labelsOf(answer)).toContain("Watch");
      }, AFTER_A_CRASH);
      await second.end("SIGTERM");
      discord.gateway.forget();

      expect({ isHeard, ...shown() }).toEqual({
        isHeard,
        threads: before.threads + 1,
        clips: before.clips + 1,
        cards: before.cards + 1,
      });
    }
    expect(studio.bills).toHaveLength(moment.heard.length);
    expect((await books()).toSorted()).toEqual([
      "grant 10",
      ...moment.heard.map(() => "reserve 0.4"),
      ...moment.heard.map(() => "settle 0.4"),
    ]);
  },
);

test.concurrent("killed while it answers a mention, it films that once in its message's thread", async (context) => {
  const { discord, studio, startBot, shown, reach } = await openTrial(context);
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

test.concurrent("killed while it acknowledges, it has begun nothing", async (context) => {
  const { discord, studio, startBot, books, reach } = await openTrial(context);
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

test.concurrent("killed while a picture arrives, it has begun nothing, and says so when it is back", async (context) => {
  const { discord, studio, startBot, books, reach } = await openTrial(context);
  const first = await startBot();
  await until(() => discord.gateway.shards().length > 0 && discord.world.commands.length > 0);
  const reached = reach("cdn", 1, true);
  const data = readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url));
  const image = { name: "dusk.jpg", type: "image/jpeg", data };
  const typed = discord.people.type("video", { prompt: "a fox", image });
  await reached;
  await first.end("SIGKILL");
  discord.gateway.forget();

  const second = await startBot();
  const answer = () => discord.world.messages.get(typed.token.original ?? "");
  await until(() => wordsOf(answer()) !== "");
  await second.end("SIGTERM");

  expect(wordsOf(answer())).toContain("I was restarted while your picture was on its way.");
  expect(studio.bills).toEqual([]);
  expect(await books()).toEqual([]);
});
