import { expect, test } from "vitest";
import { wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, BEN, GENERAL } from "../../fakes/slack/slack.ts";
import { boltOnSocket } from "./bolt.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const form = (title: string, more = {}) => ({
  type: "modal" as const,
  callback_id: title,
  title: plain(title),
  submit: plain("Go on"),
  blocks: [{ type: "section" as const, text: plain(`This is ${title}.`) }],
  ...more,
});

async function withForm(more = {}) {
  const stage = await boltOnSocket();
  const { slack, app } = stage;
  app.shortcut("open", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form("first", more) });
  });
  const ann = slack.person(ANN);
  await ann.usesShortcut("open");
  await slack.until(() => slack.calls("views.open").at(-1)?.status);
  return { ...stage, ann };
}

test("a form leads to another, which changes, and all of them close", async () => {
  await using stage = await withForm();
  const { app, ann } = stage;
  const answers = [
    { response_action: "push" as const, view: form("second") },
    { response_action: "update" as const, view: form("third") },
    { response_action: "clear" as const },
  ];
  app.view(/./, async ({ ack }) => ack(answers.shift()));
  const seen: string[] = [];

  for (let step = 0; step < 3; step += 1) {
    seen.push(wordsOf(ann.modal()).split("\n")[0] ?? "");
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    await ann.submits(ann.modal());
  }

  expect(seen).toEqual(["first", "second", "third"]);
  expect(() => ann.modal()).toThrow("sees no form");
});

test("a form that is closed tells the app where it asked for that", async () => {
  await using stage = await withForm({ notify_on_close: true });
  const { app, ann } = stage;
  app.view({ type: "view_closed", callback_id: "first" }, async ({ ack }) => ack());

  const use = await ann.closes(ann.modal());

  expect(use?.acked).toBe(true);
});

test("a form that has changed meanwhile is not overwritten", async () => {
  await using stage = await withForm();
  const { app, ann } = stage;
  const { id: view_id, hash } = ann.modal();
  await app.client.views.update({ view_id, hash, view: form("second") });

  const late = app.client.views.update({ view_id, hash, view: form("third") });

  await expect(late).rejects.toThrow("hash_conflict");
  expect(wordsOf(ann.modal())).toContain("second");
});

test("what people change and take back is told, and what only one may see is for that one", async () => {
  await using stage = await boltOnSocket();
  const { slack, app } = stage;
  const heard: (string | undefined)[] = [];
  app.event("message", async ({ event }) => void heard.push(event.subtype));
  const ben = slack.person(BEN);
  const said = await ben.says("hello");

  await ben.edits(said, "hello there");
  await ben.deletes(said);
  await app.client.chat.postEphemeral({ channel: GENERAL, user: ANN, text: "psst" });

  expect(heard).toEqual([undefined, "message_changed", "message_deleted"]);
  expect(slack.messagesIn(GENERAL)).toEqual([]);
  expect(slack.ephemeralsOf(ANN).map(wordsOf)).toEqual(["psst"]);
  expect(slack.ephemeralsOf(BEN)).toEqual([]);
});
