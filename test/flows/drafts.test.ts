import { afterEach, expect, test } from "vitest";
import { NOTHING } from "../../src/money.ts";
import type { Model } from "../../src/providers/provider.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

const draft: Model = {
  ...fakeModel,
  id: "draft",
  provider: "animatic",
  pricePerSecond: { "720p": NOTHING },
};
const fox = { prompt: "a fox", seconds: 4, model: "draft" };

let bot: FakeBot;
const begin = async () => (bot = await startFakeBot({ drafts: [draft], budget: 50 }));
afterEach(() => bot.dispose());

async function done(reply: ReturnType<FakeBot["type"]>): Promise<string> {
  const { job } = await reply;
  await bot.soon();
  return job?.id ?? "";
}

const drawn = () => bot.drawer.submitted.map(({ request }) => request);

test("a draft goes on with a drawing of what happens next, not of its last picture", async () => {
  await begin();
  const first = await done(bot.type("video", fox));

  const extended = await done(bot.press("extend", first, {}, { prompt: "it runs" }));

  expect(drawn()[1]).toMatchObject({ mode: "text", prompt: "it runs", pictures: [] });
  expect(bot.montage.frames).toEqual([]);
  expect(bot.montage.made.at(-1)?.of).toEqual([`${first}.mp4`, `${extended}-new.mp4`]);
});

test("a draft of a picture goes on over the same picture", async () => {
  await begin();
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };
  const options = { ...fox, image: "x" };
  const first = await done(bot.type("video", options, { attachments: { image } }));

  await done(bot.press("extend", first, {}, { prompt: "it runs" }));

  expect(drawn()[1]).toMatchObject({ mode: "image", pictures: [{ file: "picture.jpg" }] });
});

test("a draft that goes on with the same words is drawn otherwise", async () => {
  await begin();
  const first = await done(bot.type("video", fox));

  await done(bot.type("extend", { job: first }));

  expect(drawn()[1]?.prompt).toBe("a fox");
  expect(drawn()[1]?.seed).not.toBe(drawn()[0]?.seed);
});

test("the scenes of a drawn film carry their words once", async () => {
  await begin();
  const wish = { title: "The fox", scenes: "a fox wakes | it runs", ...fox, captions: true };
  const board = await done(bot.type("storyboard", wish));

  await done(bot.press("render", board));

  expect(bot.montage.made.at(-1)?.labels).toEqual(["", ""]);
});

test("what is free is no line of the budget's history", async () => {
  await begin();
  await done(bot.type("video", fox));
  await done(bot.type("video", { ...fox, model: "film-1" }));
  await done(bot.type("video", fox));

  const boss = { person: { ...ann, isAdmin: true } };
  const { message } = await bot.type("quota", { action: "history" }, boss);

  expect(message.text).toMatch(/free drafts are not listed:$/);
  expect(message.fields?.map(({ value }) => value.split(" · ")[0])).toEqual([
    "$2.00",
    "$2.00",
    "$50.00",
  ]);
});
