import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Message } from "../../../src/platforms/platform.ts";
import { writePlace } from "../../../src/platforms/slack/refs.ts";
import { labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, BEN, GENERAL, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";

vi.setConfig({ testTimeout: 30_000 });

const QUESTION: Message = {
  kind: "text",
  tone: "neutral",
  text: "May they?",
  mention: `slack:${TEAM}:${BEN}`,
  buttons: [{ action: "consent-yes", label: "Yes", job: "p1", look: "primary" }],
};
const ON_IT: Message = { kind: "text", tone: "neutral", text: "On it." };

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlackStage();
  await stage.start();
});
afterEach(() => stage.close());

const ann = () => stage.slack.person(ANN);
const said = () => stage.bot.invocations;
const whispered = () => stage.slack.ephemeralsOf(ANN).map(wordsOf);
/** A message of ours, with a button that no video stands behind. */
async function posted() {
  const place = writePlace({ team: TEAM, channel: GENERAL, user: ANN });
  const thread = await stage.platform.openThread(place, "a boat", "gone");
  const button = { action: "cancel", label: "Cancel", job: "gone", look: "danger" } as const;
  await stage.platform.post(thread, { ...ON_IT, buttons: [button] }, "gone-card");
  return stage.slack.until(() =>
    stage.slack.everyMessage().find((message) => labelsOf(message).includes("Cancel")),
  );
}
/** What was asked last, once it is there. */
const asked = (many = 1) => stage.slack.until(() => said().length >= many && said().at(-1));

test("a question to somebody else is seen by them, and is there once", async () => {
  await ann().types("/rushes models");
  const invocation = await asked();

  await invocation.reply({ message: QUESTION });
  await invocation.reply({ message: QUESTION });

  const questions = stage.slack.messagesIn(GENERAL).filter((one) => labelsOf(one).includes("Yes"));
  expect(questions.map(wordsOf)).toEqual([expect.stringContaining(`<@${BEN}>`)]);
});

test("what was asked with a button changes, where the answer says so", async () => {
  const message = await posted();
  await ann().clicks(message, "Cancel");
  const invocation = await asked();

  await invocation.reply({ message: ON_IT, instead: { ...ON_IT, text: "They said yes." } });

  expect(wordsOf(message)).toContain("They said yes.");
});

test("an answer comes, though what was pressed cannot be changed any more", async () => {
  await ann().clicks(await posted(), "Cancel");
  const invocation = await asked();
  stage.slack.fail("chat.update", { kind: "error", error: "message_not_found" });

  await invocation.reply({ message: { ...ON_IT, text: "Thank you." }, instead: ON_IT });

  expect(whispered()).toContainEqual(expect.stringContaining("Thank you."));
  const answers = stage.slack.calls("response_url").map(({ args }) => args["replace_original"]);
  expect(new Set(answers)).toEqual(new Set([false]));
});

test("who sees a video's thread hears no word about it beside, and who types a command does", async () => {
  await ann().mentions("a boat");
  await stage.slack.until(() => stage.bot.jobs.size === 1);
  await ann().types("/video a ship");
  await stage.slack.until(() => stage.bot.jobs.size === 2);

  await stage.stop();
  expect(whispered()).toEqual(["On it."]);
});

test("of a picture that somebody passes on, whoever shared it first is asked", async () => {
  const data = readFileSync(new URL("../../fixtures/dusk.jpg", import.meta.url));
  const message = await ann().uploads({ name: "dusk.jpg", type: "image/jpeg", data });
  for (const file of message.files) Object.assign(file, { user: BEN });
  await ann().usesShortcut("video", message);
  const form = await stage.slack.until(
    () => stage.slack.calls("views.update").length > 0 && ann().modal(),
  );

  await ann().submits(form, { prompt: "let it snow" });

  const { attachments } = await asked();
  expect(attachments["image"]?.picked?.author).toMatchObject({ id: `slack:${TEAM}:${BEN}` });
});
