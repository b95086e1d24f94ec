import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SlackRoom } from "./slack-room.ts";
import { DUSK, openSlackRoom } from "./slack-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: SlackRoom;
beforeEach(async () => {
  room = await openSlackRoom();
});
afterEach(() => room.close());

test("a video from one picture to another is remixed and goes on, all in one thread", async () => {
  const form = await room.form(() => room.ann.types("/video"));
  const wish = { prompt: "a fox wakes", image: DUSK, last: DUSK, seconds: "4" };
  await room.ann.submits(form, wish);
  const first = await room.done(1);

  const remix = await room.fillIn(room.ann, first, "Edit prompt", { prompt: "a wolf wakes" });
  const second = await room.done(2);
  const more = await room.fillIn(room.ann, second, "Extend", { prompt: "it runs" });
  const third = await room.done(3);

  expect(room.films()).toMatchObject([
    { endpoint: "first-last-frame-to-video", prompt: "a fox wakes" },
    { endpoint: "first-last-frame-to-video", prompt: "a wolf wakes" },
    { endpoint: "extend-video", prompt: "it runs" },
  ]);
  expect(remix).toContain('"initial_value":"a fox wakes"');
  expect(remix).toContain("Another picture to begin with");
  expect(more).not.toContain("picture");
  const threads = [first, second, third].map(({ thread_ts: thread }) => thread);
  expect(new Set(threads).size).toBe(1);
});
