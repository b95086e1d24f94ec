import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PlatformError } from "../../../src/errors.ts";
import type { Message, PublishedClip } from "../../../src/platforms/platform.ts";
import { readMessage, readThread, writePlace } from "../../../src/platforms/slack/refs.ts";
import { wordsFor } from "../../../src/words.ts";
import { labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, BOT_TOKEN, GENERAL, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";
import { publishedClip } from "../../fakes/published-clip.ts";

vi.setConfig({ testTimeout: 30_000 });

const JOB = "0mi1x8k3aq7c2bd";
const card: Message = {
  kind: "card",
  tone: "working",
  text: "In line…",
  quote: "a fox",
  since: 1,
  buttons: [{ action: "cancel", label: "Cancel", job: JOB, look: "danger" }],
};
const result: Message = {
  kind: "clip",
  tone: "good",
  text: "Your video is ready.",
  mention: `slack:${TEAM}:${ANN}`,
  buttons: [{ action: "again", label: "Again", job: JOB, look: "primary" }],
};

let stage: SlackStage;
let folder: string;
let clip: PublishedClip;

beforeEach(async () => {
  stage = await openSlackStage();
  folder = await mkdtemp(join(tmpdir(), "rushes-slack-"));
  clip = await publishedClip(folder, JOB);
});
afterEach(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

const place = writePlace({ team: TEAM, channel: GENERAL, user: ANN });
const open = (platform = stage.platform) => platform.openThread(place, "a fox", JOB);
const post = (thread: string, platform = stage.platform) =>
  platform.post(thread, card, `${JOB}-card`);
const at = (thread: string) => readThread(thread);
const shown = (thread: string) =>
  stage.slack.messagesIn(at(thread).channel, at(thread).ts).slice(1);

/** Does it until it works, each time as another process would after a crash. */
async function untilDone<T>(attempt: (platform: SlackStage["platform"]) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(stage.another());
    } catch (error) {
      if (tries > 5) throw error;
    }
  }
}

async function publish(thread: string, platform = stage.platform) {
  const token = await platform.prepareUpload(thread, clip);
  return platform.publish(thread, token, clip, result, `${JOB}-clip`);
}

test.each(["lost", "reset", "html", "truncate"] as const)(
  "a root and a card whose answers are %s are there once",
  async (kind) => {
    stage.slack.fail("chat.postMessage", { kind });
    const thread = await untilDone((platform) => open(platform));
    stage.slack.fail("chat.postMessage", { kind });

    await untilDone((platform) => post(thread, platform));

    expect(stage.slack.messagesIn(GENERAL)).toHaveLength(1);
    expect(shown(thread)).toHaveLength(1);
  },
);

test.each([
  ["files.getUploadURLExternal", "lost"],
  ["upload", "lost"],
  ["files.completeUploadExternal", "lost"],
  ["files.completeUploadExternal", "reset"],
  ["files.info", "reset"],
] as const)("a video is there once when %s is %s", async (route, kind) => {
  const thread = await open();
  const token = await untilDone(async (platform) => {
    stage.slack.fail(route, { kind });
    return platform.prepareUpload(thread, clip);
  }).catch(() => stage.platform.prepareUpload(thread, clip));

  await untilDone((platform) => platform.publish(thread, token, clip, result, `${JOB}-clip`));

  expect(shown(thread).flatMap(({ files }) => files)).toHaveLength(1);
});

test("lost answers are looked up, and nothing else is", async () => {
  const thread = await open();
  await post(thread);
  const before = stage.slack.calls("conversations.replies").length;
  stage.slack.fail("chat.postMessage", { kind: "lost" });

  await untilDone((platform) => platform.post(thread, card, "another"));

  expect(before).toBe(0);
  expect(stage.slack.calls("conversations.replies")).toHaveLength(1);
  expect(stage.slack.calls("conversations.history")).toHaveLength(0);
});

test("what we held back ourselves was never sent, and is not looked for", async () => {
  stage.slack.fail("chat.postMessage", { kind: "limit", seconds: 60 });
  await expect(open()).rejects.toMatchObject({ failure: "unavailable" });
  await expect(open()).rejects.toMatchObject({ failure: "unavailable" });

  await open(stage.another());

  expect(stage.slack.calls("conversations.history")).toHaveLength(0);
  expect(stage.slack.calls("chat.postMessage")).toHaveLength(2);
});

test("a workspace whose token is refused is left in peace for a while", async () => {
  let now = Date.now();
  await stage.close();
  stage = await openSlackStage({ now: () => now });
  stage.slack.fail("chat.postMessage", { kind: "error", error: "token_revoked" });
  await expect(open()).rejects.toMatchObject({ failure: "forbidden" });

  await expect(open()).rejects.toMatchObject({ failure: "forbidden", reason: expect.anything() });
  const tried = stage.slack.calls("chat.postMessage").length;
  now += 61_000;
  await open();

  expect(tried).toBe(1);
  expect(stage.slack.messagesIn(GENERAL)).toHaveLength(1);
});

test("links in what people write open nothing", async () => {
  await post(await open());

  const posted = stage.slack.calls("chat.postMessage").map(({ args }) => args);
  expect(posted).toHaveLength(2);
  for (const args of posted) {
    expect(args).toMatchObject({ unfurl_links: "false", unfurl_media: "false" });
  }
});

test("creating calls are never repeated by the client", async () => {
  stage.slack.fail("chat.postMessage", { kind: "status", status: 500 });

  await expect(open()).rejects.toMatchObject({ failure: "unavailable" });

  expect(stage.slack.calls("chat.postMessage")).toHaveLength(1);
});

test("a short pause is kept, and the same is said again", async () => {
  stage.slack.fail("chat.postMessage", { kind: "limit", seconds: 1 });

  const thread = await open();

  expect(stage.slack.messagesIn(GENERAL)).toHaveLength(1);
  expect(at(thread).channel).toBe(GENERAL);
});

test.each(["not_in_channel", "channel_not_found", "is_archived"])(
  "where Slack says %s, the video comes to the person who asked",
  async (error) => {
    const thread = await open();
    stage.slack.fail("files.completeUploadExternal", { kind: "error", error });

    const message = readMessage(await publish(thread));

    expect(message.channel).toBe(stage.slack.person(ANN).dm());
    expect(stage.slack.messagesIn(message.channel).at(-1)?.files).toHaveLength(1);
  },
);

test.each([
  ["file_upload_size_restricted", "too-large"],
  ["file_uploads_disabled", "forbidden"],
  ["storage_limit_reached", "forbidden"],
  ["internal_error", "unavailable"],
  ["token_revoked", "forbidden"],
  ["missing_scope", "forbidden"],
])("%s of an upload means %s", async (error, failure) => {
  const thread = await open();
  stage.slack.fail("files.getUploadURLExternal", { kind: "error", error });

  await expect(stage.platform.prepareUpload(thread, clip)).rejects.toMatchObject({ failure });
});

test.each([
  ["missing_scope", "files:write"],
  ["token_revoked", "install me once more"],
  ["ekm_access_denied", "let me in"],
  ["file_share_limit_reached", "no room left"],
  ["file_uploads_disabled", "allow such uploads"],
  ["is_archived", "/invite"],
])("%s of an upload is told with what an admin can do", async (code, words) => {
  const thread = await open();
  const more = code === "missing_scope" ? { needed: "files:write", provided: "chat:write" } : {};
  stage.slack.fail("files.getUploadURLExternal", { kind: "error", error: code, more });

  const refusal = await stage.platform
    .prepareUpload(thread, clip)
    .catch((reason: unknown) => reason);

  if (!(refusal instanceof PlatformError) || !refusal.reason) throw new Error("it tells no reason");
  expect(refusal.failure).toBe("forbidden");
  expect(wordsFor("en")(refusal.reason.sentence, refusal.reason.params)).toContain(words);
});

test("what was refused for its size makes the limit sink", async () => {
  const thread = await open();
  const before = await stage.platform.maxUploadBytes(thread);
  stage.slack.fail("files.getUploadURLExternal", {
    kind: "error",
    error: "file_upload_size_restricted",
  });

  await expect(stage.platform.prepareUpload(thread, clip)).rejects.toMatchObject({});

  expect(before).toBe(1_000_000_000);
  expect(await stage.platform.maxUploadBytes(thread)).toBeLessThan(clip.bytes);
});

test("a share that takes its time is waited for", async () => {
  stage.slack.settings.sharesAfter = 3;
  const thread = await open();

  const { ts, file } = readMessage(await publish(thread));

  expect(shown(thread)[0]?.ts).toBe(ts);
  expect(file).toBeTruthy();
});

test("an upload that was completed is not completed again, however slowly it is shown", async () => {
  stage.slack.settings.sharesAfter = 5;
  const thread = await open();
  const token = await stage.platform.prepareUpload(thread, clip);
  const attempt = () => stage.another().publish(thread, token, clip, result, `${JOB}-clip`);
  stage.slack.fail("files.completeUploadExternal", { kind: "lost" });
  await expect(attempt()).rejects.toMatchObject({ failure: "unavailable" });

  await attempt();

  expect(stage.slack.calls("files.completeUploadExternal")).toHaveLength(1);
  expect(shown(thread).flatMap(({ files }) => files)).toHaveLength(1);
});

test("uploads carry no token of ours, and no alternative text", async () => {
  const thread = await open();

  await publish(thread);

  const [upload] = stage.slack.calls("upload");
  const [complete] = stage.slack.calls("files.completeUploadExternal");
  expect(JSON.stringify(upload)).not.toContain(BOT_TOKEN);
  expect(JSON.stringify(complete?.args)).not.toContain("alt_t");
});

test("the buttons of a video stand on its card", async () => {
  const thread = await open();
  const message = await post(thread);
  const clipMessage = await publish(thread);

  await stage.another().edit(thread, message, {
    kind: "card",
    tone: "good",
    text: "Done.",
    result: clipMessage,
  });

  expect(labelsOf(shown(thread)[0])).toEqual(["Again"]);
});

test("a workspace that shows no plans gets plain blocks", async () => {
  stage.slack.settings.knowsPlan = false;
  const thread = await open();

  await post(thread);
  stage.slack.complaints.length = 0;

  expect(wordsOf(shown(thread)[0])).toContain("In line…");
});

test("a card that somebody deleted is posted anew, once", async () => {
  const thread = await open();
  const message = await post(thread);
  const { channel, ts } = readMessage(message);
  stage.slack.fail("chat.update", { kind: "error", error: "message_not_found" });
  const next: Message = { ...card, tone: "warning", text: "Unclear." };

  await stage.platform.edit(thread, message, next);
  await stage.another().edit(thread, message, { ...next, text: "Found." });

  const cards = shown(thread).filter((one) => one.ts !== ts && one.channel === channel);
  expect(cards.map(wordsOf)).toEqual([expect.stringContaining("Found.")]);
});

test("a card that was posted anew says the newest, also after a lost answer, and is taken back", async () => {
  const thread = await open();
  const message = await post(thread);
  await stage.slack.person(ANN).deletes(stage.slack.world.find(GENERAL, readMessage(message).ts)!);
  stage.slack.fail("chat.postMessage", { kind: "lost" });
  const next: Message = { ...card, tone: "warning", text: "Unclear." };
  const first = stage.another().edit(thread, message, next);
  await expect(first).rejects.toMatchObject({ failure: "unavailable" });

  const platform = stage.another();
  await platform.edit(thread, message, { ...next, text: "Found." });

  expect(shown(thread).map(wordsOf)).toEqual([expect.stringContaining("Found.")]);
  await platform.remove(thread, message);
  expect(shown(thread)).toEqual([]);
});

test("nobody is called by what a person writes", async () => {
  const thread = await stage.platform.openThread(place, "<!channel> <@U1> *b*", JOB);
  const loud = { ...card, quote: "<!everyone> & <https://evil.example|x>", text: "<!here>" };

  await stage.platform.post(thread, loud, `${JOB}-card`);

  const [root] = stage.slack.messagesIn(GENERAL);
  for (const message of [root, ...shown(thread)]) {
    expect(message?.text).not.toMatch(/<!|<https/);
    expect(JSON.stringify(message?.blocks)).not.toMatch(/"mrkdwn","text":"[^"]*<!(?!date)/);
  }
});

test("a card that Slack has lost among others is found page by page", async () => {
  let now = Date.now();
  await stage.close();
  stage = await openSlackStage({ now: () => now });
  stage.slack.settings.onePerMinute = true;
  stage.slack.fail("chat.postMessage", { kind: "lost" });
  await expect(open()).rejects.toMatchObject({ failure: "unavailable" });
  for (let said = 0; said < 20; said += 1) await stage.slack.person(ANN).says(`talk ${said}`);

  await expect(open(stage.another())).rejects.toMatchObject({ failure: "unavailable" });
  now += 61_000;
  await open(stage.another());

  const roots = stage.slack.messagesIn(GENERAL).filter(({ bot_id: bot }) => bot !== undefined);
  expect(roots).toHaveLength(1);
});

test("cards of a workspace are edited in turns, over all processes", async () => {
  const now = Date.now();
  await stage.close();
  stage = await openSlackStage({ now: () => now });
  const thread = await open();
  const cards = await Promise.all(
    Array.from({ length: 12 }, (_, nth) => stage.platform.post(thread, card, `card ${nth}`)),
  );
  const processes = [stage.another(), stage.another()];

  await Promise.all(
    cards.map((id, nth) => processes[nth % 2]!.edit(thread, id, { ...card, text: "Filming…" })),
  );

  expect(stage.slack.calls("chat.update")).toHaveLength(7);
});

test("a card that has just said something tells its progress a while later", async () => {
  const thread = await open();
  const message = await post(thread);

  await stage.platform.edit(thread, message, { ...card, progress: 0.5 });

  expect(stage.slack.calls("chat.update")).toEqual([]);
});

test("news of one card do not go out faster than Slack takes them", async () => {
  const now = Date.now();
  await stage.close();
  stage = await openSlackStage({ now: () => now });
  const thread = await open();
  const message = await post(thread);

  const edits = Array.from({ length: 20 }, (_, nth) =>
    stage.platform.edit(thread, message, { ...card, tone: "neutral", text: `Vote ${nth}` }),
  );
  await Promise.all(edits.slice(0, -1));

  expect(stage.slack.calls("chat.update")).toHaveLength(10);
});

test("the last word of a card comes last, however slow the one before it was", async () => {
  const thread = await open();
  const message = await post(thread);
  const held = Promise.withResolvers<void>();
  stage.slack.fail("chat.update", { kind: "slow", until: held.promise });
  const platform = stage.another();
  const arrived = stage.slack.arrival("chat.update");
  const progress = platform.edit(thread, message, { ...card, text: "Filming… 90 %" });
  await arrived;

  const last = platform.edit(thread, message, { ...card, tone: "good", text: "Done." });
  // What is said meanwhile would have been overtaken by it.
  for (const key of ["one", "two", "three"]) await platform.post(thread, card, key);
  const sent = stage.slack.calls("chat.update").length;
  held.resolve();
  await Promise.all([progress, last]);

  expect(sent).toBe(1);
  expect(wordsOf(shown(thread)[0])).toContain("Done.");
});
