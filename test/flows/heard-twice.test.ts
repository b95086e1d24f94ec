import { afterEach, expect, test } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

// One invocation that two processes hear in the same moment: each looks before the other has written.

let bot: FakeBot;
afterEach(() => bot.dispose());

const once = { id: "once" };

test("a storyboard that is heard twice at once is opened once, and both say so", async () => {
  bot = await startFakeBot();
  const open = () => bot.type("storyboard", { title: "The fox", scenes: "it wakes" }, once);

  const [first, second] = await Promise.all([open(), open()]);
  await bot.soon();

  expect(second).toEqual(first);
  expect(first.message.text).toBe(
    "The storyboard is open in the thread, with one scene. Add more there, or render it.",
  );
  expect(bot.seen.cards().filter(({ key }) => key.endsWith("-card"))).toHaveLength(1);
});

test("what is filmed on to a video is asked for twice at once, and one last picture stays", async () => {
  bot = await startFakeBot();
  const { job } = await bot.type("video", { prompt: "a fox", seconds: 4 });
  await bot.soon();
  const extend = () => bot.press("extend", job?.id ?? "", once, { prompt: "it runs" });

  const [first, second] = await Promise.all([extend(), extend()]);

  const { request } = await bot.job(first.job?.id ?? "");
  const kept = request.pictures.map(({ file }) => file);
  expect(second).toEqual(first);
  expect(bot.discarded).toHaveLength(1);
  expect(bot.montage.frames).toHaveLength(2);
  expect(bot.discarded).not.toContain(kept[0]);
});

test("the last scene that a storyboard takes is added, and heard again without an error", async () => {
  bot = await startFakeBot();
  const scenes = "a | b | c | d | e | f | g | h | i | j | k";
  const { job } = await bot.type("storyboard", { title: "The fox", scenes });
  const add = () => bot.press("scene", job?.id ?? "", once, { prompt: "l" });

  const [first, second] = [await add(), await add()];

  expect(first.message.text).toBe("Scene 12 is on the board.");
  expect(second).toEqual(first);
});

test("a scene is taken out, and heard again without an error", async () => {
  bot = await startFakeBot();
  const { job } = await bot.type("storyboard", { title: "The fox", scenes: "a | b" });
  const remove = () => bot.press("scene-remove", `${job?.id}.1`, once);

  const [first, second] = [await remove(), await remove()];

  expect(first.message.text).toBe("Taken out.");
  expect(second).toEqual(first);
});
