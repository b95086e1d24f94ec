import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Programs } from "../fakes/child-program.ts";
import { openPrograms } from "../fakes/child-program.ts";
import type { FakeOpenAi } from "../fakes/openai-server.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import type { FakeSlack } from "../fakes/slack/slack.ts";
import {
  ANN,
  CLIENT_ID,
  CLIENT_SECRET,
  GENERAL,
  SIGNING_SECRET,
  startSlack,
} from "../fakes/slack/slack.ts";
import { socketOf } from "./slack-bot.ts";
import { freePort } from "../fakes/free-port.ts";

vi.setConfig({ testTimeout: 120_000 });

const DUSK = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
};

let programs: Programs;
let slack: FakeSlack;
let studio: FakeOpenAi;

beforeEach(async () => {
  programs = await openPrograms();
  slack = await startSlack();
  studio = await startOpenAiServer();
});
afterEach(async () => {
  await programs.close();
  await studio.stop();
  await slack.close();
});

/** How the bot is started, on either way to Slack. */
const WAYS = {
  async socket() {
    const env = socketOf(slack);
    return async () => {
      const bot = await programs.startBot({ ...common(), ...env });
      await slack.until(() => slack.socket.connections > 0);
      return bot;
    };
  },
  async http() {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const env = {
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_CLIENT_ID: CLIENT_ID,
      SLACK_CLIENT_SECRET: CLIENT_SECRET,
      SLACK_STATE_SECRET: "a state secret of ours",
      SLACK_API_URL: slack.apiUrl,
      PUBLIC_URL: address,
      PORT: String(port),
    };
    let isInstalled = false;
    return async () => {
      const bot = await programs.startBot({ ...common(), ...env });
      slack.sendTo(`${address}/slack/events`);
      if (!isInstalled) await slack.person(ANN).installs(`${address}/slack/install`);
      isInstalled = true;
      return bot;
    };
  },
};

const common = () => ({
  LOG_LEVEL: "silent",
  PLAYGROUND: "on",
  OPENAI_BASE_URL: studio.baseUrl,
  OPENAI_MODELS: "film-1=0.10",
  DEFAULT_MODEL: "film-1",
});

/** Before there is a job, with the answer on its way or never begun. All of it with EVERY_CRASH=1. */
const MOMENTS = (["socket", "http"] as const)
  .flatMap((way) => ["users.info", "conversations.info", "download"].map((at) => ({ way, at })))
  .filter((_moment, at) => process.env["EVERY_CRASH"] === "1" || at % 5 === 0);

test.each(MOMENTS)(
  "killed in $at over $way, a mention that is delivered again films once",
  async ({ way, at }) => {
    const start = await WAYS[way]();
    const first = await start();
    slack.fail(at, { kind: "hang", accepted: true });
    const reached = slack.arrival(at);
    const mention = await slack.person(ANN).mentions("let it snow", { files: [DUSK] });
    await reached;
    await first.end("SIGKILL");
    slack.mend();

    const second = await start();
    for (const delivery of mention.deliveries) await delivery.again();

    const thread = await slack.until(() => {
      const now = slack.messagesIn(GENERAL, mention.ts);
      return now.some((message) => labelsOf(message).includes("Again")) && now;
    }, 60_000);
    await second.end("SIGTERM");
    const ours = thread.filter(({ bot_id: bot }) => bot !== undefined);
    expect(ours).toHaveLength(2);
    expect(ours.filter(({ files }) => files.length > 0)).toHaveLength(1);
    expect(slack.ephemeralsOf(ANN).map(wordsOf)).toEqual([
      expect.stringContaining("I was restarted while you waited"),
    ]);
    expect(studio.bills).toHaveLength(1);
  },
);

test("killed before there is a job, whoever typed a command is told", async () => {
  const start = await WAYS.socket();
  const first = await start();
  slack.fail("conversations.info", { kind: "hang", accepted: true });
  const reached = slack.arrival("conversations.info");
  await slack.person(ANN).types("/video a fox");
  await reached;
  await first.end("SIGKILL");
  slack.mend();

  const second = await start();

  const [told] = await slack.until(() => {
    const now = slack.ephemeralsOf(ANN);
    return now.length > 0 && now;
  });
  await second.end("SIGTERM");
  expect(wordsOf(told)).toContain("ask once more");
  expect(studio.bills).toEqual([]);
});
