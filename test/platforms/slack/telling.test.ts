import { afterEach, beforeEach, expect, test } from "vitest";
import type { Message } from "../../../src/platforms/platform.ts";
import { writePlace } from "../../../src/platforms/slack/refs.ts";
import { wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, GENERAL, OUTSIDE, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";

const given: Message = { kind: "card", tone: "bad", text: "It was given up.", quote: "a fox" };

let stage: SlackStage;
beforeEach(async () => (stage = await openSlackStage()));
afterEach(() => stage.close());

const tell = (place: object) =>
  stage.platform.tell?.(writePlace({ team: TEAM, channel: GENERAL, user: ANN, ...place }), given);

test("where they asked with a message, they are told beside it, for their eyes only", async () => {
  const { ts } = await stage.slack.person(ANN).says("a fox, please");

  await tell({ ts });

  const [told] = stage.slack.ephemeralsOf(ANN);
  expect(wordsOf(told)).toContain("It was given up.");
  expect(told?.thread_ts).toBeUndefined();
});

test("when their command is too long ago to be answered, they are told all the same", async () => {
  await tell({ answerUrl: `${stage.slack.origin}/response/${TEAM}/gone` });

  expect(wordsOf(stage.slack.ephemeralsOf(ANN)[0])).toContain("It was given up.");
});

test("where we are not, they are told in their direct messages", async () => {
  await tell({ channel: OUTSIDE });

  const said = stage.slack.messagesIn(stage.slack.person(ANN).dm());
  expect(said.map(wordsOf)).toEqual([expect.stringContaining("It was given up.")]);
});

test("telling never throws", async () => {
  for (const route of ["chat.postEphemeral", "chat.postMessage"]) {
    stage.slack.fail(route, { kind: "error", error: "token_revoked" });
  }

  await tell({});

  expect(stage.slack.everyMessage()).toEqual([]);
});
