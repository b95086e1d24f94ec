import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { wordsOf } from "../fakes/slack/reading.ts";
import { ANN } from "../fakes/slack/slack.ts";
import { BETTER } from "./quick-studio.ts";
import type { SlackRoom } from "./slack-room.ts";
import { openSlackRoom, saidIn } from "./slack-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: SlackRoom;
beforeEach(async () => {
  room = await openSlackRoom();
});
afterEach(() => room.close());

test("a draft is finished in HD once its price has a yes from whoever asked", async () => {
  await room.ann.mentions("a fox --model draft --seconds 4");
  const draft = await room.done("a fox");

  await room.ann.clicks(draft, "Finish in HD");
  const price = await room.with("Run for $0.60");
  const before = room.films().length;
  await room.ben.clicks(price, "Run for $0.60");
  await room.hears(room.ben, "Only ann and");
  await room.ann.clicks(price, "Run for $0.60");
  const video = await room.saying("Your video is ready.");

  expect(before).toBe(0);
  expect(room.films()).toMatchObject([{ prompt: "a fox", resolution: "1080p" }]);
  expect(saidIn(video)).toContain(`<@${ANN}>`);
});

test("a character and what the coach suggests are filmed, each in a thread of its own", async () => {
  const kit = '--name kit --description "a small red fox" --consent';
  await room.ann.types(`/rushes character add ${kit}`);
  await room.hears(room.ann, "Prompts can name @kit");
  await room.ann.mentions("@kit runs --seconds 4");
  const named = await room.done("@kit runs");

  await room.ann.types("/rushes coach fox");
  const advice = await room.hears(room.ann, BETTER);
  await room.ann.clicks(advice, "Film this");
  const suggested = await room.done(BETTER);

  const [film] = room.films();
  expect(String(film?.["prompt"])).toContain("a small red fox");
  expect(wordsOf(suggested)).toContain(BETTER);
  const [root] = room.slack.messagesIn(suggested.channel, suggested.thread_ts);
  expect(root && wordsOf(root)).toContain("🎬");
  expect(suggested.thread_ts).not.toBe(named.thread_ts);
});
