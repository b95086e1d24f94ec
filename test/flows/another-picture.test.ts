import { afterEach, expect, test } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
const image = { name: "x", open: () => Promise.reject(new Error("never")) };
const attachments = { image };

let bot: FakeBot;
const begin = async () => (bot = await startFakeBot({ picture: { width: 900, height: 1_200 } }));
afterEach(() => bot.dispose());

async function film(wish: Record<string, unknown>): Promise<string> {
  const { job } = await bot.type("video", { ...cat, ...wish });
  await bot.settle();
  return job?.id ?? "";
}

async function edit(id: string, how: Parameters<FakeBot["press"]>[2] = {}): Promise<string> {
  const { job } = await bot.press("edit", id, how, { prompt: "a dog in the rain" });
  await bot.settle();
  return job?.id ?? "";
}

const shapes = () => bot.fake.submitted.map(({ request }) => request.aspect);

test.each([{}, { aspect: "auto" }])("the shape follows another picture after %j", async (wish) => {
  await begin();
  const first = await film(wish);

  await edit(first, { attachments });

  expect(shapes()).toEqual(["16:9", "9:16"]);
});

test("it still follows after an edit of the words alone", async () => {
  await begin();
  const first = await film({});

  await edit(await edit(first), { attachments });

  expect(shapes()).toEqual(["16:9", "16:9", "9:16"]);
});

test("a shape that somebody has chosen stays, whatever picture comes", async () => {
  await begin();
  const first = await film({ aspect: "16:9" });

  await edit(first, { attachments });

  expect(shapes()).toEqual(["16:9", "16:9"]);
});

test("a take of a comparison follows another picture too", async () => {
  await begin();
  const { job } = await bot.type("compare", { prompt: "a {noir, clay} cat", seconds: 4 });
  await bot.settle();
  const { plan } = await bot.job(job?.id ?? "");

  await edit(plan?.parts[0]?.job ?? "", { attachments });

  expect(shapes()).toEqual(["16:9", "16:9", "9:16"]);
});
