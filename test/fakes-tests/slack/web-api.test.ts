import { webApi } from "@slack/bolt";
import { expect, test } from "vitest";
import { wordsOf } from "../../fakes/slack/reading.ts";
import type { FakeSlack, SlackOptions } from "../../fakes/slack/slack.ts";
import { SILENT } from "./bolt.ts";
import {
  ANN,
  BOT_TOKEN,
  GENERAL,
  GUS,
  OTHER_BOT_TOKEN,
  OUTSIDE,
  QUIET,
  startSlack,
} from "../../fakes/slack/slack.ts";

const clientOf = (slack: FakeSlack, token = BOT_TOKEN, timeout = 5_000) =>
  new webApi.WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: SILENT,
    rejectRateLimitedCalls: true,
    timeout,
  });

async function stage(options: SlackOptions = {}) {
  const slack = await startSlack(options);
  return { slack, web: clientOf(slack), [Symbol.asyncDispose]: () => slack.close() };
}

async function uploaded(web: webApi.WebClient, bytes = "a film", filename = "film.mp4") {
  const made = await web.files.getUploadURLExternal({
    filename,
    length: bytes.length,
  });
  const headers = { "content-type": "application/octet-stream" };
  const sent = await fetch(made.upload_url ?? "", { method: "POST", body: bytes, headers });
  return { id: made.file_id ?? "", said: await sent.text() };
}

test("a message is posted, changed, found by its metadata and taken back", async () => {
  await using here = await stage();
  const { slack, web } = here;
  const metadata = { event_type: "job", event_payload: { id: "j1" } };

  const posted = await web.chat.postMessage({ channel: GENERAL, text: "one", metadata });
  const ts = posted.ts ?? "";
  await web.chat.postMessage({ channel: GENERAL, text: "two", thread_ts: ts });
  await web.chat.update({ channel: GENERAL, ts, text: "three" });
  const thread = await web.conversations.replies({
    channel: GENERAL,
    ts,
    include_all_metadata: true,
  });
  const history = await web.conversations.history({ channel: GENERAL });
  await web.chat.delete({ channel: GENERAL, ts });

  expect(thread.messages?.map(({ text }) => text)).toEqual(["three", "two"]);
  expect(thread.messages?.[0]?.metadata).toEqual(metadata);
  expect(history.messages?.map(({ text, metadata: told }) => [text, told])).toEqual([
    ["three", undefined],
  ]);
  expect(slack.messagesIn(GENERAL, ts).map(({ text }) => text)).toEqual(["two"]);
});

test("a file is seen in its thread only some looks after it was completed", async () => {
  await using here = await stage();
  const { slack, web } = here;
  slack.settings.sharesAfter = 2;
  const { ts = "" } = await web.chat.postMessage({ channel: GENERAL, text: "card" });

  const { id, said } = await uploaded(web);
  const place = { channel_id: GENERAL, thread_ts: ts };
  await web.files.completeUploadExternal({ files: [{ id }], ...place });
  const looks: boolean[] = [];
  for (let look = 0; look < 3; look += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    const { file } = await web.files.info({ file: id });
    looks.push(Boolean((file?.shares as { public?: object } | undefined)?.public));
  }
  const twice = web.files.completeUploadExternal({ files: [{ id }], ...place });

  await expect(twice).rejects.toThrow("file_not_found");
  expect(said).toBe("OK - 6");
  expect(looks).toEqual([false, false, true]);
  expect(slack.filesIn(GENERAL, ts).map(({ name }) => name)).toEqual(["film.mp4"]);
  expect(slack.uploads()).toHaveLength(1);
});

test("an answer that is lost has done its work, one that is cut has not", async () => {
  await using here = await stage();
  const { slack, web } = here;
  slack.fail("chat.postMessage", { kind: "lost" });

  await expect(web.chat.postMessage({ channel: GENERAL, text: "one" })).rejects.toThrow(
    "fetch failed",
  );
  slack.fail("chat.postMessage", { kind: "reset" });
  await expect(web.chat.postMessage({ channel: GENERAL, text: "two" })).rejects.toThrow(
    "fetch failed",
  );
  slack.fail("chat.postMessage", { kind: "status", status: 503 });
  await expect(web.chat.postMessage({ channel: GENERAL, text: "three" })).rejects.toThrow("503");
  slack.fail("chat.postMessage", { kind: "hang" });
  const patient = clientOf(slack, BOT_TOKEN, 50).chat.postMessage({
    channel: GENERAL,
    text: "four",
  });

  await expect(patient).rejects.toThrow("timeout");
  expect(slack.messagesIn(GENERAL).map(({ text }) => text)).toEqual(["one"]);
});

test("an answer that is a proxy's page, or half of one, has done its work", async () => {
  await using here = await stage();
  const { slack, web } = here;
  slack.fail("chat.postMessage", { kind: "html" });
  await expect(web.chat.postMessage({ channel: GENERAL, text: "one" })).rejects.toThrow(
    "<!doctype",
  );
  slack.fail("chat.postMessage", { kind: "truncate" });
  await expect(web.chat.postMessage({ channel: GENERAL, text: "two" })).rejects.toThrow(
    "terminated",
  );

  expect(slack.messagesIn(GENERAL).map(({ text }) => text)).toEqual(["one", "two"]);
});

test("a call may be held before its work, so that a later one overtakes it", async () => {
  await using here = await stage();
  const { slack, web } = here;
  const gate = Promise.withResolvers<void>();
  const { ts = "" } = await web.chat.postMessage({ channel: GENERAL, text: "one" });
  slack.fail("chat.update", { kind: "slow", until: gate.promise });

  const slow = web.chat.update({ channel: GENERAL, ts, text: "two" });
  await slack.until(() => slack.calls("chat.update").length === 1);
  await web.chat.update({ channel: GENERAL, ts, text: "three" });
  gate.resolve();
  await slow;

  expect(slack.messagesIn(GENERAL).map(({ text }) => text)).toEqual(["two"]);
});

test("too many calls of one method leave the others alone", async () => {
  await using here = await stage();
  const { slack, web } = here;
  slack.fail("chat.update", { kind: "limit", seconds: 7 });

  const { ts = "" } = await web.chat.postMessage({ channel: GENERAL, text: "one" });
  const limited = web.chat.update({ channel: GENERAL, ts, text: "two" });

  await expect(limited).rejects.toMatchObject({ retryAfter: 7 });
  await expect(web.files.info({ file: "F0" })).rejects.toThrow("file_not_found");
});

test("reading may be for one call a minute", async () => {
  let time = Date.UTC(2026, 10, 21);
  await using here = await stage({ now: () => time });
  const { slack, web } = here;
  slack.settings.onePerMinute = true;
  await web.conversations.history({ channel: GENERAL });

  const soon = web.conversations.history({ channel: GENERAL });
  await expect(soon).rejects.toMatchObject({ retryAfter: 60 });
  time += 60_000;
  const later = await web.conversations.history({ channel: GENERAL });

  expect(later.ok).toBe(true);
});

test.each([
  ["not_in_channel", { channel: OUTSIDE, text: "x" }],
  ["channel_not_found", { channel: "C9", text: "x" }],
])("%s is said of a place where the bot cannot post", async (code, said) => {
  await using here = await stage();

  await expect(here.web.chat.postMessage(said)).rejects.toThrow(code);
});

test("a channel that was put away, a token that was revoked and a scope that is missing", async () => {
  await using here = await stage();
  const { slack, web } = here;
  const token = slack.world.tokens.get(BOT_TOKEN)!;
  const post = () => web.chat.postMessage({ channel: QUIET, text: "x" });

  slack.world.channelOf(QUIET).isArchived = true;
  await expect(post()).rejects.toThrow("is_archived");
  token.scopes.delete("chat:write");
  await expect(post()).rejects.toMatchObject({
    data: { error: "missing_scope", needed: "chat:write" },
  });
  token.isRevoked = true;
  await expect(post()).rejects.toThrow("token_revoked");
  await expect(clientOf(slack, "xoxb-nobody").auth.test()).rejects.toThrow("invalid_auth");
});

test("a token of another workspace sees nothing, and is told of", async () => {
  const slack = await startSlack();
  const foreign = clientOf(slack, OTHER_BOT_TOKEN);

  await expect(foreign.chat.postMessage({ channel: GENERAL, text: "x" })).rejects.toThrow(
    "channel_not_found",
  );

  expect(slack.complaints).toHaveLength(1);
  await expect(slack.close()).rejects.toThrow("Slack objects");
});

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const button = (more: object) => ({
  type: "actions",
  elements: [{ type: "button", action_id: "a", text: { type: "plain_text", text: "Go" }, ...more }],
});
test.each([
  ["a section of 3001 characters", [section("x".repeat(3_001))]],
  ["an empty section", [section("")]],
  ["51 blocks", Array.from({ length: 51 }, () => ({ type: "divider" }))],
  ["an action without an end", [button({ action_id: "x".repeat(256) })]],
  ["a value of 2001 characters", [button({ value: "x".repeat(2_001) })]],
  ["a label of 76 characters", [button({ text: { type: "plain_text", text: "x".repeat(76) } })]],
  [
    "an action twice in a block",
    [{ ...button({}), elements: [button({}), button({})].flatMap(({ elements }) => elements) }],
  ],
  ["a property that is unknown", [{ ...section("x"), colour: "red" }]],
  ["a picture without words", [{ type: "image", image_url: "https://example.com/a.png" }]],
  [
    "a task that is completed",
    [
      {
        type: "plan",
        title: "p",
        tasks: [{ type: "task_card", task_id: "t", title: "t", status: "completed" }],
      },
    ],
  ],
])("%s is refused with its place", async (_what, blocks) => {
  await using here = await stage();
  const { slack, web } = here;

  const post = web.chat.postMessage({ channel: GENERAL, text: "x", blocks: blocks as never });

  await expect(post).rejects.toMatchObject({ data: { error: "invalid_blocks" } });
  expect(slack.complaints.splice(0)).toHaveLength(1);
});

test("arguments that no method knows, or that one misses, are refused", async () => {
  await using here = await stage();
  const { slack, web } = here;

  await expect(web.apiCall("chat.postMessage", { channel: GENERAL, txt: "x" })).rejects.toThrow(
    "invalid_arguments",
  );
  await expect(web.apiCall("chat.update", { text: "x" })).rejects.toThrow("invalid_arguments");

  expect(slack.complaints.splice(0)).toHaveLength(2);
});

test("a form without a button to send it, or with a long title, is refused", async () => {
  await using here = await stage();
  const { slack, web } = here;
  const title = { type: "plain_text" as const, text: "A title of 25 characters." };

  const view = { type: "home" as const, blocks: [], title };
  const publish = web.views.publish({ user_id: ANN, view });

  await expect(publish).rejects.toThrow("invalid_arguments");
  expect(slack.complaints.splice(0)).toHaveLength(1);
});

test("a plan is shown where it is known, and refused without blame where it is not", async () => {
  await using here = await stage();
  const { slack, web } = here;
  const task = {
    type: "task_card" as const,
    task_id: "1",
    title: "Filming",
    status: "pending" as const,
  };
  const blocks = [{ type: "plan" as const, title: "Your video", tasks: [task] }];

  await web.chat.postMessage({ channel: GENERAL, text: "x", blocks });
  slack.settings.knowsPlan = false;
  const refused = web.chat.postMessage({ channel: GENERAL, text: "x", blocks });

  await expect(refused).rejects.toThrow("invalid_blocks");
  expect(slack.messagesIn(GENERAL).map(wordsOf)).toEqual(["Your video\nFilming"]);
});

test("a picture is shown in a message when Slack has looked through it", async () => {
  await using here = await stage();
  const { slack, web } = here;
  const { id } = await uploaded(web, "a chart", "chart.png");
  await web.files.completeUploadExternal({ files: [{ id }] });
  const image = { type: "image" as const, slack_file: { id }, alt_text: "What was spent" };
  const post = () => web.chat.postMessage({ channel: GENERAL, text: "x", blocks: [image] });

  await expect(post()).rejects.toThrow("invalid_blocks");
  await web.files.info({ file: id });
  await post();

  expect(slack.messagesIn(GENERAL)).toHaveLength(1);
});

test("people are known by language, zone and rights", async () => {
  await using here = await stage();

  const { user } = await here.web.users.info({ user: ANN, include_locale: true });
  const { user: guest } = await here.web.users.info({ user: GUS });

  expect(guest).toMatchObject({ is_admin: false, is_restricted: true });
  expect(user).toMatchObject({ is_admin: true, tz: "Europe/Berlin", locale: "en-US" });
});
