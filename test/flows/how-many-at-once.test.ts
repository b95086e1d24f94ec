import { afterEach, expect, test, vi } from "vitest";
import { NOTHING } from "../../src/money.ts";
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

test("a film whose free scenes would be too many for one hour begins none of them", async () => {
  bot = await startFakeBot();
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(NOTHING);
  const scenes = Array.from({ length: 11 }, (_, index) => `scene ${index}`).join(" | ");
  const render = async () => {
    const { job } = await bot.type("storyboard", { title: "The fox", scenes, seconds: 4 });
    return (await bot.press("render", job?.id ?? "")).message.text;
  };
  for (let films = 0; films < 5; films += 1) expect(await render()).toMatch(/^On it/);

  const refused = await render();
  const single = await bot.type("video", { prompt: "a cat", seconds: 4 });

  expect(refused).toBe(
    "This takes 11 drafts, and you have 5 left for this hour; try again a little later.",
  );
  expect(single.message.text).toMatch(/^On it/);
});
