import { afterEach, expect, test, vi } from "vitest";
import { dollars } from "../../src/money.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";

// A member clicks twice: both clicks are heard in the same moment, or the second right after the first.

const fox = { prompt: "a fox", seconds: 4 };
const bob = { ...ann, id: "fake:bob" };
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

async function board(): Promise<string> {
  const wish = { title: "The fox", scenes: "it wakes | it runs", seconds: 4, cuts: true };
  const { job } = await bot.type("storyboard", wish);
  await bot.soon();
  return job?.id ?? "";
}

test.each([
  ["render", ""],
  ["scene-film", ".1"],
])(
  "a storyboard's %s that is pressed by two at once begins once, and neither hears of an error",
  async (...of) => {
    const [action, scene] = of;
    await begin();
    const id = `${await board()}${scene}`;

    const [first, second] = await Promise.all([
      bot.press(action, id),
      bot.press(action, id, { person: bob }),
    ]);
    await bot.soon();

    expect([first.message.text, second.message.text].toSorted()).toEqual([
      "It is on its way already.",
      "On it. The video comes in the thread.",
    ]);
    expect(second.job?.id).toBe(first.job?.id);
    expect(bot.fake.submitted).toHaveLength(action === "render" ? 2 : 1);
  },
);

test("a yes to a price that was raised by the click before is none", async () => {
  await begin({ confirmAbove: 1 });
  const { job } = await bot.type("video", fox);
  const id = job?.id ?? "";
  await bot.soon();
  vi.spyOn(bot.fake.provider, "quote").mockResolvedValue(dollars(3));

  const clicks = [await bot.press("run", id), await bot.press("run", id)];
  await bot.soon();
  const before = bot.fake.submitted.length;
  bot.clock.advance(10_000);
  await bot.press("run", id);
  await bot.soon();

  const raised = "The price has changed: it is $3.00 now. Press Run again if that is fine.";
  expect(clicks.map(({ message }) => message.text)).toEqual([raised, raised]);
  expect([before, bot.fake.submitted.length]).toEqual([0, 1]);
});

test("a price that is raised does not take a card away that was posted meanwhile", async () => {
  await begin({ confirmAbove: 1 });
  const { job } = await bot.type("video", fox);
  const id = job?.id ?? "";
  vi.spyOn(bot.fake.provider, "quote").mockImplementation(async () => {
    await bot.soon();
    return dollars(3);
  });

  await bot.press("run", id);

  expect(await bot.job(id)).toHaveProperty("card");
});

test("a picture that a scene is given while its film is priced is not left out of the film", async () => {
  await begin();
  const id = await board();
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };
  vi.spyOn(bot.fake.provider, "quote").mockImplementationOnce(async () => {
    await bot.press("scene-edit", `${id}.1`, { attachments: { image } }, { prompt: "it wakes" });
    return dollars(2);
  });

  const { message } = await bot.press("render", id);

  expect(message.text).toMatch(/^Somebody else changed this storyboard just now/);
});

test.each(["again", "extend"])("what %s makes is made once, and paid once", async (action) => {
  await begin();
  const { job } = await bot.type("video", fox);
  await bot.soon();
  const press = () => bot.press(action, job?.id ?? "", {}, { prompt: "it runs" });

  const [first, second] = await Promise.all([press(), press()]);
  await bot.soon();

  expect(second.job?.id).toBe(first.job?.id);
  expect(bot.fake.submitted).toHaveLength(2);
  expect(await bot.left()).toBe(dollars(6));
});

test("a film of many scenes is made again once, and paid once", async () => {
  await begin({ budget: 90 });
  const scenes = "a | b | c | d | e | f | g | h | i | j | k | l";
  const wish = { title: "The fox", scenes, seconds: 4, cuts: true };
  const { job: planned } = await bot.type("storyboard", wish);
  const { job: film } = await bot.press("render", planned?.id ?? "");
  await bot.soon();
  const press = () => bot.press("again", film?.id ?? "");

  const [first, second] = await Promise.all([press(), press()]);
  await bot.soon();

  expect(second.job?.id).toBe(first.job?.id);
  expect(bot.fake.submitted).toHaveLength(24);
});

test("a comparison is made again once, and paid once", async () => {
  await begin({ budget: 20 });
  const { job } = await bot.type("compare", { prompt: "a {noir, clay} fox", seconds: 4 });
  await bot.soon();
  const press = () => bot.press("again", job?.id ?? "");

  await Promise.all([press(), press()]);
  await bot.soon();

  expect(bot.fake.submitted).toHaveLength(4);
  expect(await bot.left()).toBe(dollars(12));
});

test("whoever clicks again a little later, or asks for something else, gets another video", async () => {
  await begin({ budget: 20 });
  const { job } = await bot.type("video", fox);
  await bot.soon();
  const id = job?.id ?? "";

  await bot.press("again", id);
  await bot.press("edit", id, {}, { prompt: "a wolf" });
  await bot.press("edit", id, {}, { prompt: "a hen" });
  bot.clock.advance(3_000);
  await bot.press("again", id);
  await bot.soon();

  expect(bot.fake.submitted).toHaveLength(5);
});
