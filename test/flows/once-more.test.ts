import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

const fox = { prompt: "a fox in the rain", seconds: 4 };
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

async function done(reply: ReturnType<FakeBot["type"]>): Promise<string> {
  const { job } = await reply;
  await bot.soon();
  return job?.id ?? "";
}

const board = (scenes: string) =>
  done(bot.type("storyboard", { title: "The fox", scenes, seconds: 4, cuts: true }));
const last = () => bot.fake.submitted.at(-1)?.request;

test("an edit that is made again is an edit again", async () => {
  await begin({
    models: [{ ...fakeModel, modes: ["text", "edit"], modeSeconds: { edit: [1, 2, 4] } }],
  });
  const first = await done(bot.type("video", fox));
  const edited = await done(bot.type("remix", { job: first, prompt: "at night" }));

  await done(bot.press("again", edited));

  expect(last()).toMatchObject({ mode: "edit", prompt: "at night", source: { job: first } });
});

test("a film that its model made of all scenes is made of all scenes again", async () => {
  await begin({ models: [{ ...fakeModel, modes: ["text", "storyboard"] }] });
  const film = await done(bot.press("render", await board("it wakes | it runs")));

  await done(bot.press("again", film));

  expect(last()).toMatchObject({
    mode: "storyboard",
    shots: [{ prompt: "it wakes" }, { prompt: "it runs" }],
  });
});

test("what is filmed on once more comes behind the same video", async () => {
  await begin();
  const first = await done(bot.type("video", fox));
  const extended = await done(bot.press("extend", first));

  const again = await done(bot.press("again", extended));

  expect(bot.montage.made.at(-1)?.of).toEqual([`${first}.mp4`, `${again}-new.mp4`]);
});

test("a film is not made again when a part of it is gone, and nothing is charged", async () => {
  await begin({ budget: 20 });
  const id = await board("it wakes | it runs");
  const take = await done(bot.press("scene-film", `${id}.1`));
  const film = await done(bot.press("render", id));
  await bot.press("delete", take);

  const reply = await bot.press("again", film);

  expect(reply.message.text).toMatch(/^A part of this film is no longer there/);
  expect(await bot.left()).toBe(dollars(16));
});

test("a take that is named twice is not filmed twice", async () => {
  await begin();

  const reply = await bot.type("compare", { ...fox, with: "noir, noir, anime" });
  await bot.soon();

  expect(reply.message.text).toMatch(/^On it/);
  expect(bot.fake.submitted).toHaveLength(2);
});
