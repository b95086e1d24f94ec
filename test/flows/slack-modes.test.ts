import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { wordsOf } from "../fakes/slack/reading.ts";
import type { SlackRoom } from "./slack-room.ts";
import { DUSK, openSlackRoom } from "./slack-room.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let room: SlackRoom;
beforeAll(async () => {
  room = await openSlackRoom();
});
afterAll(() => room.close());

/** What the studio was asked for whose prompt has these words, in order. */
const asked = (words: string) =>
  room.films().filter(({ prompt }) => String(prompt).includes(words));

test("a video from one picture to another is remixed and goes on, all in one thread", async () => {
  const form = await room.form(() => room.ann.types("/video"));
  const wish = { prompt: "a fox wakes", image: DUSK, last: DUSK, seconds: "4" };
  await room.ann.submits(form, wish);
  const first = await room.done("a fox wakes");

  const remix = await room.fillIn(room.ann, first, "Edit prompt", { prompt: "a fox sleeps" });
  const second = await room.done("a fox sleeps");
  const more = await room.fillIn(room.ann, second, "Extend", { prompt: "the fox runs" });
  const third = await room.done("the fox runs");

  expect(asked("fox")).toMatchObject([
    { endpoint: "first-last-frame-to-video", prompt: "a fox wakes" },
    { endpoint: "first-last-frame-to-video", prompt: "a fox sleeps" },
    { endpoint: "extend-video", prompt: "the fox runs" },
  ]);
  expect(remix).toContain('"initial_value":"a fox wakes"');
  expect(remix).toContain("Another picture to begin with");
  expect(more).not.toMatch(/picture|initial_value/);
  const threads = [first, second, third].map(({ thread_ts: thread }) => thread);
  expect(new Set(threads).size).toBe(1);
});

test("references in a style of the workspace are filmed, edited and filmed on", async () => {
  await room.ann.types('/rushes style add ours --words "flat pastel shapes"');
  await room.hears(room.ann, "Videos can have the style ours");
  const form = await room.form(() => room.ben.types("/video"));
  const look = { model: "wan-2.7", style: "ours", seconds: "4" };

  const pictures = { reference: DUSK, reference2: DUSK };
  await room.ben.submits(form, { prompt: "a cat runs", ...look, ...pictures });
  const first = await room.done("a cat runs");
  await room.fillIn(room.ben, first, "Edit prompt", { prompt: "a cat at night" });
  const second = await room.done("a cat at night");
  await room.fillIn(room.ben, second, "Extend", { prompt: "a cat sleeps" });
  await room.done("a cat sleeps");
  await room.ben.types("/rushes jobs tree");
  const tree = await room.hears(room.ben, "The family of this video:");

  expect(asked("a cat")).toMatchObject([
    { endpoint: "reference-to-video", prompt: "a cat runs\n\nStyle: flat pastel shapes." },
    { endpoint: "edit-video", prompt: "a cat at night\n\nStyle: flat pastel shapes." },
    { endpoint: "image-to-video", prompt: "a cat sleeps\n\nStyle: flat pastel shapes." },
  ]);
  expect(asked("a cat runs")[0]?.["reference_image_urls"]).toHaveLength(2);
  expect(
    wordsOf(tree)
      .split("\n")
      .map((line) => line.replace(/^.*\w: /, "")),
  ).toEqual([
    "The family of this video:",
    "delivered · a cat runs",
    "remix · delivered · a cat at night",
    "extended · delivered · a cat sleeps",
  ]);
});
