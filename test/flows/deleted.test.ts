import { readdir } from "node:fs/promises";
import { afterEach, expect, test, vi } from "vitest";
import { MediaError } from "../../src/errors.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const fox = { prompt: "a fox in the rain", seconds: 4 };
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

async function film() {
  const { job } = await bot.type("video", fox);
  await bot.settle();
  return job?.id ?? "";
}

test("a scene whose clip was deleted is filmed anew with the film", async () => {
  await begin();
  const options = { title: "The fox", scenes: "it wakes | it runs", seconds: 4, cuts: true };
  const { job } = await bot.type("storyboard", options);
  await bot.soon();
  const board = job?.id ?? "";
  const take = await bot.press("scene-film", `${board}.1`);
  await bot.soon();

  await bot.press("delete", take.job?.id ?? "");
  await bot.soon();
  const told = await bot.job(board);
  const whole = await bot.press("render", board);
  await bot.soon();

  expect(told).toMatchObject({ board: { scenes: [{ isFilmed: false }, { isFilmed: false }] } });
  expect(bot.fake.submitted.map(({ prompt }) => prompt)).toEqual([
    "it wakes",
    "it wakes",
    "it runs",
  ]);
  expect(await bot.job(whole.job?.id ?? "")).toMatchObject({ outcome: { kind: "delivered" } });
});

test("what was filmed on to a video comes alone when that video is deleted meanwhile", async () => {
  await begin();
  const first = await film();
  const { job } = await bot.press("extend", first);
  const id = job?.id ?? "";

  await bot.press("delete", first);
  await bot.settle();

  expect(await bot.job(id)).toMatchObject({
    outcome: { kind: "delivered", clip: { file: `${id}-new.mp4` } },
  });
});

test("whoever films on to a video that is deleted in that moment reads just that", async () => {
  await begin();
  const first = await film();
  vi.spyOn(bot.montage, "lastFrame").mockImplementationOnce(async () => {
    await bot.press("delete", first);
    throw new MediaError("broken", "there is no such file");
  });

  const { message, job } = await bot.press("extend", first);

  expect(message.text).toBe("This video was deleted.");
  expect(job).toBeUndefined();
});

test("nothing of a deleted video stays on our disk, nor of what was filmed on to it", async () => {
  await begin();
  const { job } = await bot.press("extend", await film());
  const id = job?.id ?? "";
  await bot.settle();

  await bot.press("delete", id);

  expect((await readdir(bot.folder)).filter((file) => file.startsWith(id))).toEqual([]);
});

test("a deleted video does not go on", async () => {
  await begin();
  const first = await film();
  await bot.press("delete", first);

  const reply = await bot.press("extend", first);

  expect(reply.message.text).toBe("This video was deleted.");
  expect(bot.fake.submitted).toHaveLength(1);
});

test("a kept video that was deleted is not offered, nor posted", async () => {
  await begin();
  bot.seen.platform.publish = () => Promise.reject(new Error("no"));
  const id = await film();
  await bot.press("delete", id);

  const list = await bot.type("jobs");
  const reply = await bot.press("post", id);

  expect(list.message.buttons).toEqual([]);
  expect(reply.message.text).toBe("This video was deleted.");
});

test("a deleted video has no original", async () => {
  await begin({ originalUrl: (job) => `https://rushes.example/clips/${job}` });
  const id = await film();
  await bot.press("delete", id);

  const reply = await bot.press("original", id);

  expect(reply.message.text).toBe("This video was deleted.");
});
