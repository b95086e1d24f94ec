import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "../../../src/log.ts";
import type { Message, PublishedClip } from "../../../src/platforms/platform.ts";
import { createApi } from "../../../src/platforms/slack/api.ts";
import { createDiary } from "../../../src/platforms/slack/diary.ts";
import type { SlackThread } from "../../../src/platforms/slack/refs.ts";
import { readMessage } from "../../../src/platforms/slack/refs.ts";
import { createFiles } from "../../../src/platforms/slack/show/files.ts";
import { findMessage } from "../../../src/platforms/slack/show/find-message.ts";
import { createLooks } from "../../../src/platforms/slack/show/look.ts";
import { createPosts } from "../../../src/platforms/slack/show/posts.ts";
import { createShares } from "../../../src/platforms/slack/show/shares.ts";
import { createUploads } from "../../../src/platforms/slack/show/uploads.ts";
import { fixedToken } from "../../../src/platforms/slack/tokens.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import { ANN, BEN, BOT_TOKEN, GENERAL, startSlack, TEAM } from "../../fakes/slack/slack.ts";

const path = fileURLToPath(new URL("../../fixtures/tiny.mp4", import.meta.url));
const clip: PublishedClip = {
  path,
  fileName: "rushes-1.mp4",
  bytes: 1,
  seconds: 1,
  width: 2,
  height: 2,
  alt: "A video: a fox",
};
const result: Message = { kind: "clip", tone: "good", text: "Your <!channel> & video." };

let slack: FakeSlack;
beforeEach(async () => (slack = await startSlack()));
afterEach(() => slack.close());

/** What brings files to Slack, with nothing to wait for. */
async function begin() {
  const kept = new Map<string, string>();
  const memory = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => void kept.set(key, value),
    delete: async (key: string) => void kept.delete(key),
  };
  const log = createLog("silent");
  const tokens = fixedToken(BOT_TOKEN, () => {});
  const api = createApi({ tokens, apiUrl: slack.apiUrl, now: Date.now, log });
  const once = createDiary({ memory, now: Date.now });
  const posts = createPosts({ api, once, looks: createLooks("plan"), memory });
  const shares = createShares({ api, pause: async () => {} });
  const files = createFiles({ api });
  const uploads = createUploads({ api, files, shares, once, posts, memory, log });
  const { ts } = await slack.person(ANN).says("a fox, please");
  const thread: SlackThread = { team: TEAM, channel: GENERAL, user: ANN, ts };
  const { file } = await uploads.prepare(thread, clip);
  const publish = () => uploads.publish(thread, file, clip, result, "one-clip");
  return { api, memory, thread, file, publish, uploads };
}

test("a video that never comes to be seen is linked, once", async () => {
  slack.settings.sharesAfter = 1_000;
  const { publish, thread, file } = await begin();

  const first = await publish();
  const second = await publish();

  const [, link, ...more] = slack.messagesIn(GENERAL, thread.ts);
  expect(link?.text).toContain(`${file}/`);
  expect(more).toEqual([]);
  expect(second).toBe(first);
});

test("a video whose completion was not heard of, and that is never shown, is completed once", async () => {
  slack.settings.sharesAfter = 1_000;
  const { publish, thread } = await begin();
  slack.fail("files.completeUploadExternal", { kind: "lost" });
  await expect(publish()).rejects.toMatchObject({ failure: "unavailable" });

  await publish();

  const [, link, ...more] = slack.messagesIn(GENERAL, thread.ts);
  expect(slack.calls("files.completeUploadExternal")).toHaveLength(1);
  expect(link?.text).toContain("slack.com/files/");
  expect(more).toEqual([]);
});

test.each([
  [500, "unavailable"],
  [413, "too-large"],
])("an upload whose address answers %i is none: %s", async (status, failure) => {
  const { uploads, thread } = await begin();
  slack.fail("upload", { kind: "status", status });

  await expect(uploads.prepare(thread, clip)).rejects.toMatchObject({ failure });
});

test("three files go up at once, and the others wait", async () => {
  const { uploads, thread, api } = await begin();
  const held = Promise.withResolvers<void>();
  const before = slack.calls("upload").length;
  slack.fail("upload", { kind: "held", until: held.promise }, 5);
  const all = Promise.all(Array.from({ length: 5 }, () => uploads.prepare(thread, clip)));
  const begun = () => slack.calls("upload").length - before;
  await slack.until(() => begun() === 3);

  // A fourth one would come before this is answered.
  for (let times = 0; times < 5; times += 1) await api.call(thread, "auth.test", {});
  const together = begun();
  held.resolve();
  await all;

  expect([together, begun()]).toEqual([3, 5]);
});

test("an upload that Slack has thrown away is sent again", async () => {
  const { publish, thread, file } = await begin();
  slack.world.files.get(file)!.stage = "discarded";

  await publish();

  const shown = slack.filesIn(GENERAL, thread.ts);
  expect(shown.map(({ name }) => name)).toEqual(["rushes-1.mp4"]);
  expect(slack.calls("upload")).toHaveLength(2);
});

test("an upload that is sent again is known by those who come after a crash", async () => {
  const { publish, thread, file } = await begin();
  slack.world.files.get(file)!.stage = "discarded";
  slack.fail("files.completeUploadExternal", { kind: "error", error: "file_not_found" });
  slack.fail("files.completeUploadExternal", { kind: "lost" });
  await expect(publish()).rejects.toMatchObject({ failure: "unavailable" });

  await publish();

  expect(slack.filesIn(GENERAL, thread.ts)).toHaveLength(1);
  expect(slack.calls("upload")).toHaveLength(2);
});

test("an upload that Slack says it does not know, and knows, is not sent again", async () => {
  const { publish, thread } = await begin();
  slack.fail("files.completeUploadExternal", { kind: "lost" });
  await expect(publish()).rejects.toMatchObject({ failure: "unavailable" });
  slack.fail("files.info", { kind: "error", error: "file_not_found" });

  await publish();

  expect(slack.filesIn(GENERAL, thread.ts)).toHaveLength(1);
  expect(slack.calls("upload")).toHaveLength(1);
});

test("a file that is a message goes up once, whoever tries", async () => {
  const { uploads, thread } = await begin();
  const post = () => uploads.post(thread, { path, fileName: "all.csv" }, result, "one-file");
  slack.fail("files.completeUploadExternal", { kind: "lost" });
  await expect(post()).rejects.toMatchObject({ failure: "unavailable" });

  await post();

  expect(slack.filesIn(GENERAL, thread.ts)).toHaveLength(1);
  expect(slack.uploads()).toHaveLength(1);
});

test("a video for somebody whose channel is closed is there once, also after a lost answer", async () => {
  const { publish } = await begin();
  slack.fail("files.completeUploadExternal", { kind: "error", error: "is_archived" });
  slack.fail("files.completeUploadExternal", { kind: "lost" });
  await expect(publish()).rejects.toMatchObject({ failure: "unavailable" });

  await publish();

  slack.landShares();
  expect(slack.filesIn(slack.person(ANN).dm())).toHaveLength(1);
  expect(slack.everyMessage().filter(({ bot_id: bot }) => bot !== undefined)).toHaveLength(1);
});

test("a video that our own conversation does not take is tried there once", async () => {
  const { uploads, file } = await begin();
  const channel = slack.person(ANN).dm();
  const { ts } = await slack.person(ANN).says("a fox, please", { channel: "dm" });
  const closed = { kind: "error", error: "is_archived" } as const;
  slack.fail("files.completeUploadExternal", closed);

  const thread = { team: TEAM, channel, user: ANN, ts };
  const publishing = uploads.publish(thread, file, clip, result, "one-clip");

  await expect(publishing).rejects.toMatchObject({ failure: "forbidden" });
  expect(slack.calls("files.completeUploadExternal")).toHaveLength(1);
});

test("a video that is taken back is no file of Slack's any more", async () => {
  const { publish, uploads, thread, file } = await begin();
  const shown = readMessage(await publish());

  await uploads.remove(thread, shown);

  expect(slack.world.files.get(file)?.stage).toBe("discarded");
});

test("nobody is called by the words beside a video", async () => {
  const { publish } = await begin();

  await publish();

  const [complete] = slack.calls("files.completeUploadExternal");
  expect(complete?.args["initial_comment"]).toBe("Your &lt;!channel&gt; &amp; video.");
});

test("of messages that bear a key, only ours is found", async () => {
  const { api, memory } = await begin();
  const metadata = { event_type: "rushes", event_payload: { key: "one" } };
  const message = { channel: GENERAL, text: "mine", metadata };
  slack.world.addMessage({ ...message, user: BEN });
  slack.world.addMessage({ ...message, user: BEN, bot_id: "B0OTHERAPP1" });
  const wanted = { team: { team: TEAM }, channel: GENERAL, thread: undefined, key: "one" };
  const find = () => findMessage({ api, memory }, { ...wanted, begunAt: Date.now() });

  const before = await find();
  const { bot, botId } = slack.world.teamOf(TEAM);
  const ours = slack.world.addMessage({ ...message, user: bot, bot_id: botId });

  expect(before).toBeUndefined();
  expect(await find()).toBe(ours.ts);
});

test("a look that a workspace has refused is not tried again", async () => {
  const looks = createLooks("plan");
  const { webApi } = await import("@slack/bolt");
  const tried: string[] = [];
  const send = async (look: string) => {
    tried.push(look);
    if (look !== "plan") return look;
    throw new webApi.WebAPIPlatformError({ ok: false, error: "invalid_blocks" });
  };

  await looks("T1", send);
  await looks("T1", send);
  await looks("T2", send);

  expect(tried).toEqual(["plan", "plain", "plain", "plan", "plain"]);
});
