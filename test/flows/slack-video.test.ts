import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import {
  ANN,
  BEN,
  CLIENT_ID,
  CLIENT_SECRET,
  GENERAL,
  OLE,
  OTHER_GENERAL,
  OTHER_TEAM,
  SIGNING_SECRET,
  TEAM,
} from "../fakes/slack/slack.ts";
import type { SlackBot } from "./slack-bot.ts";
import { startSlackBot } from "./slack-bot.ts";

vi.setConfig({ testTimeout: 60_000 });

const read = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const manifest = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../slack/${name}`, import.meta.url), "utf8")) as object;
const DUSK = { name: "dusk.jpg", type: "image/jpeg", data: read("dusk.jpg") };

let running: SlackBot;
afterEach(() => running.close());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The bot on either way to Slack, with one workspace that has it. */
const WAYS = {
  socket: async () => {
    running = await startSlackBot(undefined, { manifest: manifest("manifest.json") });
  },
  http: async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    running = await startSlackBot(
      (slack) => ({
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_CLIENT_ID: CLIENT_ID,
        SLACK_CLIENT_SECRET: CLIENT_SECRET,
        SLACK_STATE_SECRET: "a state secret of ours",
        SLACK_API_URL: slack.apiUrl,
        PUBLIC_URL: address,
        PORT: String(port),
      }),
      { manifest: manifest("manifest.http.json") },
    );
    running.slack.sendTo(`${address}/slack/events`);
    await running.slack.person(ANN).installs(`${address}/slack/install`);
    await running.slack.person(OLE).installs(`${address}/slack/install`);
  },
};

const ann = () => running.slack.person(ANN);
/** The file of the n-th video in a channel, and the message that shows it. */
const video = (channel = GENERAL, nth = 1) =>
  running.slack.until(() => {
    const all = running.slack.everyMessage().filter(({ channel: at, files, bot_id: bot }) => {
      return at === channel && bot !== undefined && files.length > 0;
    });
    return all[nth - 1];
  }, 30_000);
/** The card of a finished video. */
const doneCard = (channel = GENERAL) =>
  running.slack.until(
    () =>
      running.slack
        .everyMessage()
        .find((message) => message.channel === channel && labelsOf(message).includes("Again")),
    30_000,
  );

describe.each(["socket", "http"] as const)("over %s", (way) => {
  test("a video comes into its thread, with what can be done with it on its card", async () => {
    await WAYS[way]();

    await ann().types("/video a boat --seconds 4");

    const message = await video();
    const card = await doneCard();
    const root = running.slack.messagesIn(GENERAL)[0];
    expect(message.thread_ts).toBe(root?.ts);
    expect(card.thread_ts).toBe(root?.ts);
    expect(wordsOf(card)).toContain("Done.");
    expect(labelsOf(card)).toEqual(expect.arrayContaining(["Again", "Edit prompt", "Delete"]));
    expect(running.studio.bills).toHaveLength(1);
    expect(running.slack.uploads()).toHaveLength(1);
  });

  test("a picture of a mention is filmed in its thread", async () => {
    await WAYS[way]();

    const mention = await ann().mentions("let it snow", { files: [DUSK] });

    expect((await video()).thread_ts).toBe(mention.ts);
  });

  test("a picture of a form is filmed", async () => {
    await WAYS[way]();
    await ann().types("/video");
    const form = await running.slack.until(() => [...running.slack.world.views.values()].at(-1));

    await ann().submits(form, { prompt: "let it snow", image: DUSK });

    expect((await video()).files).toHaveLength(1);
  });

  test("a picture of a direct message is filmed there", async () => {
    await WAYS[way]();

    await ann().says("let it snow", { channel: "dm", files: [DUSK] });

    expect((await video(ann().dm())).files).toHaveLength(1);
  });

  test("a picture in somebody's message moves from its menu, in its thread", async () => {
    await WAYS[way]();
    const message = await ann().uploads(DUSK, { text: "look" });

    await ann().usesShortcut("animate", message);
    const form = await running.slack.until(() => [...running.slack.world.views.values()].at(-1));
    await ann().submits(form, { prompt: "it snows" });

    expect((await video()).thread_ts).toBe(message.ts);
  });

  test("words under a video make it anew, in the same thread", async () => {
    await WAYS[way]();
    const mention = await ann().mentions("a boat");
    await doneCard();

    await ann().mentions("make it night", { thread: mention.ts });

    expect((await video(GENERAL, 2)).thread_ts).toBe(mention.ts);
    expect(running.studio.bills).toHaveLength(2);
  });

  test("a video is deleted with its file", async () => {
    await WAYS[way]();
    await ann().mentions("a boat");
    const card = await doneCard();

    // The card says it a moment before the job is closed.
    await vi.waitFor(
      async () => {
        await ann().clicks(card, "Delete");
        expect(running.slack.calls("files.delete")).not.toHaveLength(0);
      },
      { timeout: 15_000, interval: 300 },
    );
    expect(running.slack.filesIn(GENERAL)).toEqual([]);
  });
});

test.each([
  ["missing_scope", "I lack a permission"],
  ["token_revoked", "install me once more"],
])("where a thread cannot be opened for %s, whoever asked reads why", async (code, words) => {
  await WAYS.socket();
  running.slack.fail("chat.postMessage", { kind: "error", error: code }, 50);

  await ann().types("/video a whale");

  const told = await running.slack.until(() =>
    running.slack.ephemeralsOf(ANN).find((one) => wordsOf(one).includes(words)),
  );
  expect(wordsOf(told)).toContain("Nothing was charged.");
  expect(running.studio.bills).toEqual([]);
});

test("two workspaces have their own budgets, jobs and tokens", async () => {
  await WAYS.http();
  const ole = running.slack.person(OLE);
  await Promise.all([
    ann().mentions("a boat", { channel: GENERAL }),
    ole.mentions("a ship", { channel: OTHER_GENERAL }),
  ]);
  await Promise.all([doneCard(GENERAL), doneCard(OTHER_GENERAL)]);

  await ann().types("/rushes jobs --all");
  await ole.types("/rushes quota", { channel: OTHER_GENERAL });

  const mine = await running.slack.until(() => running.slack.ephemeralsOf(ANN).at(-1));
  const theirs = await running.slack.until(() => running.slack.ephemeralsOf(OLE).at(-1));
  expect(wordsOf(mine)).toContain("a boat");
  expect(wordsOf(mine)).not.toContain("a ship");
  expect(wordsOf(theirs)).toContain("$9.60 of $10.00");
  const tokens = [TEAM, OTHER_TEAM].map((team) => running.slack.tokensOf(team));
  expect(tokens[0]?.filter((token) => tokens[1]?.includes(token))).toEqual([]);
});

test("a picture of somebody else's moves only when they say so", async () => {
  await WAYS.socket();
  const message = await ann().uploads(DUSK, { text: "mine" });
  const ben = running.slack.person(BEN);

  await ben.usesShortcut("animate", message);
  const form = await running.slack.until(() => [...running.slack.world.views.values()].at(-1));
  await ben.submits(form, { prompt: "it snows" });
  const question = await running.slack.until(() =>
    running.slack.everyMessage().find((one) => labelsOf(one).includes("Yes")),
  );
  const before = [running.slack.calls("download").length, running.studio.bills.length];
  await ann().clicks(question, "Yes");

  expect(before).toEqual([0, 0]);
  expect((await video()).thread_ts).toBe(message.ts);
});

test("a workspace that lets us go loses its words and clips, and keeps its books", async () => {
  await WAYS.http();
  await ann().mentions("a boat");
  await doneCard();
  await vi.waitFor(async () => {
    await ann().types("/rushes jobs");
    expect(wordsOf(running.slack.ephemeralsOf(ANN).at(-1))).toContain("delivered");
  });

  await ann().uninstalls();
  await running.slack.person(ANN).installs(`${running.bot.url}/slack/install`);

  await vi.waitFor(async () => {
    await ann().types("/rushes jobs");
    expect(wordsOf(running.slack.ephemeralsOf(ANN).at(-1))).not.toContain("a boat");
  });
  await ann().types("/rushes quota");
  await running.slack.until(() =>
    wordsOf(running.slack.ephemeralsOf(ANN).at(-1)).includes("$9.60 of $10.00"),
  );
});
