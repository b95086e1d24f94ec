import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DiscordRoom } from "./discord-room.ts";
import { DUSK, openDiscordRoom } from "./discord-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: DiscordRoom;
beforeEach(async () => {
  room = await openDiscordRoom();
});
afterEach(() => room.close());

test("a video from one picture to another is remixed and goes on, all in one thread", async () => {
  const wish = { prompt: "a fox wakes", image: DUSK, last: DUSK, seconds: 4 };
  const thread = await room.thread("video", wish);
  const first = await room.video(thread);

  const remix = await room.fillIn(first, "Edit prompt", { prompt: "a wolf wakes" });
  const second = await room.video(thread, 2);
  const more = await room.fillIn(second, "Extend", { prompt: "it runs" });
  await room.video(thread, 3);

  expect(room.films()).toMatchObject([
    { endpoint: "first-last-frame-to-video", prompt: "a fox wakes" },
    { endpoint: "first-last-frame-to-video", prompt: "a wolf wakes" },
    { endpoint: "extend-video", prompt: "it runs" },
  ]);
  expect(remix.form).toContain('"value":"a fox wakes"');
  expect(remix.form).toContain("Another picture to begin with");
  expect(more.form).not.toContain("picture");
  expect([remix.isPrivate, more.isPrivate]).toEqual([true, true]);
});

test("a character that was added is filmed as it looks", async () => {
  const { people } = room;
  const kit = { name: "kit", description: "a small red fox", picture: DUSK, consent: true };
  await room.answerTo(people.type("character", { action: "add", ...kit }));

  const thread = await room.thread("video", { prompt: "@kit runs", model: "kling-o3" });
  await room.video(thread);

  const [film] = room.films();
  expect(film).toMatchObject({ endpoint: "reference-to-video" });
  expect(JSON.stringify(film)).toContain("/uploads/1.bin");
});
