import { afterEach, expect, test } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

let bot: FakeBot;
afterEach(() => bot.dispose());

async function board() {
  const options = { title: "The fox", scenes: "it wakes | it runs | it sleeps", seconds: 4 };
  const { job } = await bot.type("storyboard", { ...options, cuts: true });
  await bot.soon();
  return job?.id ?? "";
}

test("scenes that are filmed one by one count as so many videos of their person", async () => {
  bot = await startFakeBot({ limits: { jobsPerPerson: 2 } });
  const id = await board();

  await bot.press("scene-film", `${id}.1`);
  await bot.press("scene-film", `${id}.2`);
  const reply = await bot.press("scene-film", `${id}.3`);

  expect(reply.message.text).toMatch(/^You already have 2 videos in the making/);
});

test("a film counts as one video, however many scenes it has", async () => {
  bot = await startFakeBot({ limits: { jobsPerPerson: 2 } });

  await bot.press("render", await board());
  const reply = await bot.type("video", { prompt: "a cat", seconds: 4 });

  expect(reply.message.text).toMatch(/^On it/);
});
