import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { describe, expect, test, vi } from "vitest";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import { ANN, BEN, GENERAL, OLE, OTHER_GENERAL, OTHER_TEAM, TEAM } from "../fakes/slack/slack.ts";
import type { FakeMessage } from "../fakes/slack/slack.ts";
import { freePort } from "../fakes/free-port.ts";
import { httpOf, startSlackBot } from "./slack-bot.ts";

vi.setConfig({ testTimeout: 60_000 });

const read = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const manifest = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../slack/${name}`, import.meta.url), "utf8")) as object;
const DUSK = { name: "dusk.jpg", type: "image/jpeg", data: read("dusk.jpg") };

/** What the bot does in its own time, on a busy machine too. */
const PATIENTLY = { timeout: 15_000, interval: 300 };

/** The bot on either way to Slack, with one workspace that has it, or two. */
const WAYS = {
  socket: () => startSlackBot(undefined, { manifest: manifest("manifest.json") }),
  http: async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const running = await startSlackBot((slack) => httpOf(slack, port), {
      manifest: manifest("manifest.http.json"),
    });
    running.slack.sendTo(`${address}/slack/events`);
    await running.slack.person(ANN).installs(`${address}/slack/install`);
    await running.slack.person(OLE).installs(`${address}/slack/install`);
    return running;
  },
};

/** A bot of one test's own: the tests wait for their films beside each other. */
async function opened(way: keyof typeof WAYS, { onTestFinished }: TestContext) {
  const running = await WAYS[way]();
  onTestFinished(() => running.close());
  const { slack } = running;
  const find = (isMeant: (message: FakeMessage) => boolean) =>
    slack.until(() => slack.everyMessage().find((message) => isMeant(message)), 30_000);

  return {
    ...running,
    /** The films that lie on the disk. */
    films: () =>
      readdirSync(running.folder, { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith(".mp4"),
      ),
    ann: slack.person(ANN),
    /** The message that shows the n-th video in a channel. */
    video: (channel = GENERAL, nth = 1) =>
      slack.until(() => {
        const all = slack.everyMessage().filter(({ channel: at, files, bot_id: bot }) => {
          return at === channel && bot !== undefined && files.length > 0;
        });
        return all[nth - 1];
      }, 30_000),
    /** The card of a finished video. */
    doneCard: (channel = GENERAL) =>
      find((message) => message.channel === channel && labelsOf(message).includes("Again")),
    /** The form that stands open, once it knows what to ask. */
    form: () =>
      slack.until(() => {
        const form = [...slack.world.views.values()].at(-1);
        return form && !wordsOf(form).includes("Looking it up") && form;
      }),
  };
}

describe.concurrent.each(["socket", "http"] as const)("over %s", (way) => {
  test("a video comes into its thread, with what can be done with it on its card", async (context) => {
    const room = await opened(way, context);

    await room.ann.types("/video a boat --seconds 4");

    const message = await room.video();
    const card = await room.doneCard();
    const root = room.slack.messagesIn(GENERAL)[0];
    expect(message.thread_ts).toBe(root?.ts);
    expect(card.thread_ts).toBe(root?.ts);
    expect(wordsOf(card)).toContain("Done.");
    expect(labelsOf(card)).toEqual(expect.arrayContaining(["Again", "Edit prompt", "Delete"]));
    expect(room.studio.bills).toHaveLength(1);
    expect(room.slack.uploads()).toHaveLength(1);
  });

  test("a picture of a mention is filmed in its thread", async (context) => {
    const room = await opened(way, context);

    const mention = await room.ann.mentions("let it snow", { files: [DUSK] });

    expect((await room.video()).thread_ts).toBe(mention.ts);
  });

  test("a picture of a form is filmed", async (context) => {
    const room = await opened(way, context);
    await room.ann.types("/video");
    const form = await room.form();

    await room.ann.submits(form, { prompt: "let it snow", image: DUSK });

    expect((await room.video()).files).toHaveLength(1);
  });

  test("a picture of a direct message is filmed there", async (context) => {
    const room = await opened(way, context);

    await room.ann.says("let it snow", { channel: "dm", files: [DUSK] });

    expect((await room.video(room.ann.dm())).files).toHaveLength(1);
  });

  test("a picture in somebody's message moves from its menu, in its thread", async (context) => {
    const room = await opened(way, context);
    const message = await room.ann.uploads(DUSK, { text: "look" });

    await room.ann.usesShortcut("animate", message);
    const form = await room.form();
    await room.ann.submits(form, { prompt: "it snows" });

    expect((await room.video()).thread_ts).toBe(message.ts);
  });

  test("words under a video make it anew, in the same thread", async (context) => {
    const room = await opened(way, context);
    const mention = await room.ann.mentions("a boat");
    await room.doneCard();

    await room.ann.mentions("make it night", { thread: mention.ts });

    expect((await room.video(GENERAL, 2)).thread_ts).toBe(mention.ts);
    expect(room.studio.bills).toHaveLength(2);
  });

  test("a video is deleted with its file", async (context) => {
    const room = await opened(way, context);
    await room.ann.mentions("a boat");
    const card = await room.doneCard();

    // The card says it a moment before the job is closed.
    await vi.waitFor(async () => {
      await room.ann.clicks(card, "Delete");
      expect(room.slack.calls("files.delete")).not.toHaveLength(0);
    }, PATIENTLY);
    expect(room.slack.filesIn(GENERAL)).toEqual([]);
  });
});

test.concurrent.for([
  ["missing_scope", "I lack a permission"],
  ["token_revoked", "install me once more"],
] as const)(
  "where a thread cannot be opened for %s, whoever asked reads why",
  async ([code, words], context) => {
    const room = await opened("socket", context);
    room.slack.fail("chat.postMessage", { kind: "error", error: code }, 50);

    await room.ann.types("/video a whale");

    const told = await room.slack.until(() =>
      room.slack.ephemeralsOf(ANN).find((one) => wordsOf(one).includes(words)),
    );
    expect(wordsOf(told)).toContain("Nothing was charged.");
    expect(room.studio.bills).toEqual([]);
  },
);

test.concurrent("two workspaces have their own budgets, jobs and tokens", async (context) => {
  const room = await opened("http", context);
  const ole = room.slack.person(OLE);
  await Promise.all([
    room.ann.mentions("a boat", { channel: GENERAL }),
    ole.mentions("a ship", { channel: OTHER_GENERAL }),
  ]);
  await Promise.all([room.doneCard(GENERAL), room.doneCard(OTHER_GENERAL)]);

  await room.ann.types("/rushes jobs --all");
  await ole.types("/rushes quota", { channel: OTHER_GENERAL });

  const mine = await room.slack.until(() => room.slack.ephemeralsOf(ANN).at(-1));
  const theirs = await room.slack.until(() => room.slack.ephemeralsOf(OLE).at(-1));
  expect(wordsOf(mine)).toContain("a boat");
  expect(wordsOf(mine)).not.toContain("a ship");
  expect(wordsOf(theirs)).toContain("$9.60 of $10.00");
  const tokens = [TEAM, OTHER_TEAM].map((team) => room.slack.tokensOf(team));
  expect(tokens[0]?.filter((token) => tokens[1]?.includes(token))).toEqual([]);
});

test.concurrent("a picture of somebody else's moves only when they say so", async (context) => {
  const room = await opened("socket", context);
  const message = await room.ann.uploads(DUSK, { text: "mine" });
  const ben = room.slack.person(BEN);

  await ben.usesShortcut("animate", message);
  const form = await room.form();
  await ben.submits(form, { prompt: "it snows" });
  const question = await room.slack.until(() =>
    room.slack.everyMessage().find((one) => labelsOf(one).includes("Yes")),
  );
  const before = [room.slack.calls("download").length, room.studio.bills.length];
  await room.ann.clicks(question, "Yes");

  expect(before).toEqual([0, 0]);
  expect((await room.video()).thread_ts).toBe(message.ts);
});

test.concurrent("the tokens of workspaces are sealed where they are kept", async (context) => {
  const room = await opened("http", context);

  const names = readdirSync(room.folder).filter((name) => name.startsWith("rushes.db"));
  const kept = names.map((name) => readFileSync(join(room.folder, name), "latin1")).join("");

  expect(kept).toContain("slack installations");
  expect(kept).not.toMatch(/xox[bpe]-/);
});

test.concurrent("a workspace that lets us go loses its words and clips, and keeps its books", async (context) => {
  const room = await opened("http", context);
  await room.ann.mentions("a boat");
  await room.doneCard();
  await vi.waitFor(async () => {
    await room.ann.types("/rushes jobs");
    expect(wordsOf(room.slack.ephemeralsOf(ANN).at(-1))).toContain("delivered");
  }, PATIENTLY);
  expect(room.films()).toHaveLength(1);

  await room.ann.uninstalls();
  // Whoever is back before the farewell was read has not gone.
  await vi.waitFor(() => expect(room.films()).toEqual([]), PATIENTLY);
  await room.slack.person(ANN).installs(`${room.bot.url}/slack/install`);

  await vi.waitFor(async () => {
    await room.ann.types("/rushes jobs");
    expect(wordsOf(room.slack.ephemeralsOf(ANN).at(-1))).not.toContain("a boat");
  }, PATIENTLY);
  await room.ann.types("/rushes quota");
  await room.slack.until(() =>
    wordsOf(room.slack.ephemeralsOf(ANN).at(-1)).includes("$9.60 of $10.00"),
  );
});
