import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readThread, writePlace } from "../../../src/platforms/slack/refs.ts";
import { wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, BEN, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";

vi.setConfig({ testTimeout: 30_000 });

/** Where Ann and Ben talk to each other, and we are not. */
const THEIRS = "D0ANNANDBEN";

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlackStage();
  stage.slack.world.addChannel(THEIRS, TEAM, "", "im", [ANN, BEN]);
  await stage.start();
});
afterEach(() => stage.close());

const ann = () => stage.slack.person(ANN);
const said = () => stage.bot.invocations;
/** What stands in the conversation of Ann with us. */
const told = () => stage.slack.messagesIn(ann().dm()).map(wordsOf).join("\n");

test("a command in the conversation of two others begins nothing, and says where it would", async () => {
  await ann().types("/video a boat", { channel: THEIRS });

  await stage.slack.until(() => said().length > 0);
  expect(() => said()[0]?.checkPlace()).toThrow(/Write to me directly/);
});

test("a command in the conversation with us begins at once", async () => {
  await ann().types("/video a boat", { channel: "dm" });

  await stage.slack.until(() => said().length > 0);
  expect(() => said()[0]?.checkPlace()).not.toThrow();
});

test("who chooses the conversation with somebody else is answered in ours", async () => {
  await ann().usesShortcut("video");
  const form = await stage.slack.until(() => stage.slack.world.views.size > 0 && ann().modal());

  await ann().submits(form, { prompt: "refuse me", channel: THEIRS });

  await stage.slack.until(() => told().includes("No model films that"));
  expect(stage.slack.messagesIn(THEIRS)).toEqual([]);
});

test("a file that answers there comes in ours", async () => {
  await ann().types("/rushes models", { channel: THEIRS });
  await stage.slack.until(() => said().length > 0);
  const path = new URL("../../fixtures/dusk.jpg", import.meta.url).pathname;
  const picture = { path, alt: "A chart" };

  await said()[0]?.reply({ message: { kind: "text", tone: "neutral", text: "Spent", picture } });

  stage.slack.landShares();
  await stage.slack.until(() => stage.slack.filesIn(ann().dm()).length > 0);
  expect(stage.slack.filesIn(THEIRS)).toEqual([]);
});

test("a thread that was to begin there begins in ours", async () => {
  const place = writePlace({ team: TEAM, channel: THEIRS, user: ANN });

  const thread = await stage.platform.openThread(place, "a boat", "job1");

  expect(readThread(thread).channel).toBe(ann().dm());
  expect(told()).toContain("a boat");
});

test("where our own conversation is closed, nothing is tried a second time", async () => {
  const place = writePlace({ team: TEAM, channel: ann().dm(), user: ANN });
  stage.slack.fail("chat.postMessage", { kind: "error", error: "channel_not_found" });

  const opening = stage.platform.openThread(place, "a boat", "job1");

  await expect(opening).rejects.toMatchObject({ failure: "forbidden" });
  expect(stage.slack.calls("chat.postMessage")).toHaveLength(1);
});
