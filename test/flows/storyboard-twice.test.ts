import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

async function board(scenes = "a fox wakes | it runs") {
  const reply = await bot.type("storyboard", { title: "The fox", scenes, seconds: 4, cuts: true });
  await bot.soon();
  return reply.job?.id ?? "";
}

async function pressed(action: string, id: string): Promise<string> {
  const { job } = await bot.press(action, id);
  await bot.soon();
  return job?.id ?? "";
}

const filmed = () => bot.fake.submitted.map(({ prompt }) => prompt).toSorted();

test("a scene that was filmed alone since the price of the film is not filmed by it again", async () => {
  await begin({ confirmAbove: 3 });
  const id = await board();
  const film = await pressed("render", id);
  await pressed("scene-film", `${id}.1`);

  const late = await bot.press("run", film);
  const asked = await bot.press("render", id);
  await bot.soon();

  expect(late.message.text).toMatch(/^The storyboard has changed since this price was asked/);
  expect(asked.job).not.toMatchObject({ id: film });
  expect(filmed()).toEqual(["a fox wakes", "it runs"]);
  expect(await bot.job(film)).toMatchObject({ outcome: { kind: "cancelled" } });
  expect(await bot.left()).toBe(dollars(6));
});

test("a yes to a film whose scene was changed meanwhile films nothing", async () => {
  await begin({ confirmAbove: 3 });
  const id = await board();
  const film = await pressed("render", id);
  await bot.press("scene-edit", `${id}.2`, {}, { prompt: "it swims" });

  await pressed("run", film);

  expect(filmed()).toEqual([]);
  expect(await bot.left()).toBe(dollars(10));
});

test("a price for one scene is void once a film has taken the scene over", async () => {
  await begin({ confirmAbove: 1 });
  const id = await board();
  const take = await pressed("scene-film", `${id}.1`);
  await pressed("run", await pressed("render", id));

  const late = await bot.press("run", take);
  await bot.soon();

  expect(late.message.text).toMatch(/^The storyboard has changed/);
  expect(filmed()).toEqual(["a fox wakes", "it runs"]);
});

test("a scene that is filmed once more in vain keeps what was filmed before", async () => {
  await begin({ budget: 20 });
  const id = await board();
  await pressed("render", id);
  const { job } = await bot.press("scene-film", `${id}.1`);
  await pressed("cancel", job?.id ?? "");

  await pressed("render", id);

  expect(filmed()).toEqual(["a fox wakes", "it runs"]);
  expect(bot.montage.made).toHaveLength(2);
  expect(await bot.left()).toBe(dollars(16));
});

test("pressed twice, a scene is filmed once", async () => {
  await begin();
  const id = await board();

  const first = await bot.press("scene-film", `${id}.1`);
  const second = await bot.press("scene-film", `${id}.1`);
  await bot.soon();

  expect(second.job?.id).toBe(first.job?.id);
  expect(second.message.text).toBe("It is on its way already.");
  expect(filmed()).toEqual(["a fox wakes"]);
});

test("pressed twice, a film is made and posted once", async () => {
  await begin();
  const id = await board();

  await bot.press("render", id);
  await bot.press("render", id);
  await bot.soon();

  expect(bot.montage.made).toHaveLength(1);
});

test("pressed twice, a model that knows storyboards films them once", async () => {
  await begin({ models: [{ ...fakeModel, modes: ["text", "storyboard"] }] });
  const id = await board();

  await bot.press("render", id);
  await bot.press("render", id);
  await bot.soon();

  expect(filmed()).toEqual(["a fox wakes\nit runs"]);
  expect(await bot.left()).toBe(dollars(6));
});

test("a storyboard takes no thirteenth scene, however many people add one at once", async () => {
  await begin();
  const id = await board("a | b | c | d | e | f | g | h | i | j | k");
  const more = ["one", "two", "three"];
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };

  const replies = await Promise.all(
    more.map((prompt) => bot.press("scene", id, { attachments: { image } }, { prompt })),
  );

  expect(replies.filter(({ message }) => /full/.test(message.text))).toHaveLength(2);
  expect(bot.discarded).toHaveLength(2);
  expect(await bot.job(id)).toMatchObject({ board: { scenes: { length: 12 } } });
});
