import { join } from "node:path";
import type { TestContext } from "vitest";
import { expect, test, vi } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { openPrograms } from "../fakes/child-program.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import { ANN, GENERAL, startSlack } from "../fakes/slack/slack.ts";
import { freePort } from "../fakes/free-port.ts";
import { httpOf, socketOf } from "./slack-bot.ts";

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });

/** A world of one test's own: most of a trial is waiting, and they wait beside each other. */
async function openTrial({ onTestFinished }: TestContext) {
  const programs = await openPrograms();
  const slack = await startSlack();
  const studio = await startOpenAiServer();
  onTestFinished(async () => {
    await programs.close();
    await studio.stop();
    await slack.close();
  });

  const environment = () => ({
    LOG_LEVEL: "silent",
    PLAYGROUND: "on",
    ...socketOf(slack),
    OPENAI_BASE_URL: studio.baseUrl,
    OPENAI_MODELS: "film-1=0.10",
    DEFAULT_MODEL: "film-1",
  });

  async function startBot() {
    const bot = await programs.startBot(environment());
    await slack.until(() => slack.socket.connections > 0);
    return bot;
  }

  /** How a bot is started, that Slack then reaches; the next one takes its place. */
  const ways = {
    socket: async () => startBot,
    async http() {
      const port = await freePort();
      const { SLACK_BOT_TOKEN: _, SLACK_APP_TOKEN: __, ...rest } = environment();
      slack.sendTo(`http://127.0.0.1:${port}/slack/events`);
      return async () => {
        const bot = await programs.startBot({ ...rest, ...httpOf(slack, port) });
        await slack.person(ANN).installs(`http://127.0.0.1:${port}/slack/install`);
        return bot;
      };
    },
  };

  /** Everything of the bot's in the channel, by what it is. */
  function shown() {
    const ours = slack.everyMessage().filter(({ bot_id: bot, ephemeralFor: whom }) => {
      return bot !== undefined && whom === undefined;
    });
    const hasClip = ours.filter(({ files }) => files.length > 0);
    const roots = ours.filter(({ thread_ts: thread, ts }) => (thread ?? ts) === ts);
    return {
      roots: roots.length,
      clips: hasClip.length,
      cards: ours.length - roots.length - hasClip.length,
    };
  }

  async function books() {
    const store = await openSqlite(join(programs.folder, "data"));
    const rows = await store.db.selectFrom("ledger").select(["kind", "amount"]).execute();
    await store.close();
    return rows.map(({ kind, amount }) => `${kind} ${amount / 1_000_000}`);
  }

  /** The next calls in turn: a root and its card are posted by the same method. */
  async function reach(route: string, nth: number, accepted: boolean): Promise<void> {
    for (let passed = 1; passed < nth; passed += 1) await slack.arrival(route);
    slack.fail(route, { kind: "hang", accepted });
    await slack.arrival(route);
  }

  return { programs, slack, studio, environment, startBot, ways, shown, books, reach };
}

const MOMENTS = [
  ["chat.postMessage", 1],
  ["chat.postMessage", 2],
  ["files.getUploadURLExternal", 1],
  ["upload", 1],
  ["files.completeUploadExternal", 1],
  ["files.info", 1],
  ["chat.update", 1],
] as const;
/** Over HTTP, what comes after an answer is the same. */
const ENOUGH = ["chat.postMessage 2", "files.completeUploadExternal 1"];
const isTried = (moment: string) => process.env["EVERY_CRASH"] === "1" || ENOUGH.includes(moment);
const CRASHES = [
  ...MOMENTS.map((moment) => ["socket", ...moment] as const),
  ...MOMENTS.filter((moment) => isTried(moment.join(" "))).map(
    (moment) => ["http", ...moment] as const,
  ),
];

test.concurrent.for(CRASHES)(
  "over %s, killed in %s (%i), it films and posts once",
  async (crash, context) => {
    const [way, route, nth] = crash;
    const { slack, studio, ways, shown, books, reach } = await openTrial(context);
    const begin = await ways[way]();
    for (const accepted of [false, true]) {
      slack.mend();
      const before = shown();
      const first = await begin();

      const reached = reach(route, nth, accepted);
      await slack.person(ANN).types("/video a fox");
      await reached;
      await first.end("SIGKILL");
      const second = await begin();
      await slack.until(
        () =>
          slack
            .everyMessage()
            .filter(
              (message) =>
                wordsOf(message).includes("Done.") && labelsOf(message).includes("Again"),
            ).length > before.cards,
        60_000,
      );
      await second.end("SIGTERM");

      expect({ route, nth, accepted, ...shown() }).toEqual({
        route,
        nth,
        accepted,
        roots: before.roots + 1,
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
  },
);

test.concurrent.for([
  ["SLACK_BOT_TOKEN", "xoxb-nobody"],
  ["SLACK_APP_TOKEN", "xapp-nobody"],
] as const)("a wrong %s is one clear line, and the end", async ([name, value], context) => {
  const { programs, environment } = await openTrial(context);
  const { ended } = programs.run("main", { ...environment(), [name]: value });

  const { code, err } = await ended;

  expect(code).toBe(1);
  expect(err.trim().split("\n")).toEqual([expect.stringContaining(name)]);
});

test.concurrent("a card posted while Slack is away comes when it is back", async (context) => {
  const { slack, startBot, shown } = await openTrial(context);
  const bot = await startBot();
  await slack.person(ANN).types("/video a fox");
  await slack.arrival("chat.postMessage");
  slack.fail("chat.postMessage", { kind: "status", status: 503 }, 2);

  await slack.until(() => slack.uploads().length > 0, 60_000);
  await bot.end("SIGTERM");

  expect(shown()).toEqual({ roots: 1, clips: 1, cards: 1 });
  expect(slack.messagesIn(GENERAL)).toHaveLength(1);
});
