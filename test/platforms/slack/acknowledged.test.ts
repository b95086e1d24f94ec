import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Front } from "../../../src/platforms/platform.ts";
import { labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import { ANN } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";

vi.setConfig({ testTimeout: 30_000 });

let stage: SlackStage;
/** The bot answers nothing until this is resolved. */
let slow: PromiseWithResolvers<void>;
let front: Front;

beforeEach(async () => {
  stage = await openSlackStage();
  slow = Promise.withResolvers();
  front = {
    ...stage.bot.front,
    async answer(invocation) {
      await slow.promise;
      await stage.bot.front.answer(invocation);
    },
  };
  await stage.start(front);
});
afterEach(async () => {
  slow.resolve();
  await stage.close();
});

const ann = () => stage.slack.person(ANN);
const formOf = () => stage.slack.until(() => stage.slack.world.views.size > 0 && ann().modal());

test("a command is acknowledged before anything is done about it", async () => {
  const use = await ann().types("/video a boat");

  expect(use).toMatchObject({ acked: true });
});

test("a form is acknowledged before anything is done about it", async () => {
  await ann().types("/video");
  const form = await formOf();

  const use = await ann().submits(form, { prompt: "a boat" });

  expect(use).toMatchObject({ acked: true });
});

test("a shortcut is acknowledged before its form is opened", async () => {
  stage.slack.fail("views.open", { kind: "held", until: slow.promise });

  const use = await ann().usesShortcut("video");

  expect(use).toMatchObject({ acked: true });
});

test("a click is acknowledged before anything is done about it", async () => {
  const thread = await stage.platform.openThread(placeOfAnn(), "a boat", "job1");
  const button = { action: "cancel", label: "Cancel", job: "job1", look: "danger" } as const;
  const card = { kind: "card", tone: "working", text: "In line…", buttons: [button] } as const;
  await stage.platform.post(thread, card, "job1-card");
  const message = await stage.slack.until(() =>
    stage.slack.everyMessage().find((one) => labelsOf(one).includes("Cancel")),
  );

  const use = await ann().clicks(message, "Cancel");

  expect(use).toMatchObject({ acked: true });
});

test("who waited when a process died is told by the next one, and nobody else is", async () => {
  await ann().types("/rushes models");
  await stage.slack.until(() => [...stage.remembered.values()].join().includes("responseUrl"));
  const next = stage.another();

  await next.start(stage.bot.front);

  const told = () => stage.slack.ephemeralsOf(ANN).map(wordsOf);
  await stage.slack.until(() => told().length > 0);
  slow.resolve();
  await stage.slack.until(() => told().length > 1);
  await Promise.all([next.stop(), stage.stop()]);
  expect(told()).toEqual([expect.stringContaining("restarted"), expect.stringContaining("Two")]);
  expect(stage.remembered.get("memory unanswered socket")).toBe("{}");
});

function placeOfAnn(): string {
  return JSON.stringify({ team: ann().team, channel: ann().dm(), user: ANN });
}
