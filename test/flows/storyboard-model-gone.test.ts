import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import type { Model } from "../../src/providers/provider.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

// The model of a storyboard is switched off while its scenes are planned: another one stands in.

let bot: FakeBot;
let models: Model[];
afterEach(() => bot.dispose());

async function begin(old: Partial<Model> = {}, others: Model[] = [fakeModel], confirmAbove = 90) {
  models = [{ ...fakeModel, id: "old", ...old }, ...others];
  bot = await startFakeBot({ models, budget: 90, confirmAbove });
}

async function done(reply: ReturnType<FakeBot["type"]>): Promise<string> {
  const { job } = await reply;
  await bot.soon();
  return job?.id ?? "";
}

async function board(seconds = 4): Promise<string> {
  const wish = { title: "The fox", scenes: "a fox wakes | it runs", seconds, model: "old" };
  return done(bot.type("storyboard", wish));
}

const filmed = () => bot.fake.submitted.map(({ request }) => request);
const NEWS = /^This costs up to \$\d+\.00.* old does not film this here now; film-1 does\.$/;

test("its film is offered by another one, which nobody pays before a yes", async () => {
  await begin({ seconds: [7] });
  const id = await board(7);
  models.shift();

  const asked = await bot.press("render", id);
  await bot.soon();
  const before = filmed().length;
  await done(bot.press("run", asked.job?.id ?? ""));

  expect(asked.message.text).toMatch(NEWS);
  expect(before).toBe(0);
  expect(filmed()).toMatchObject([
    { model: "film-1", seconds: 8, mode: "text", prompt: "a fox wakes" },
    { model: "film-1", seconds: 8, mode: "image", prompt: "it runs" },
  ]);
  expect(await bot.job(asked.job?.id ?? "")).toMatchObject({
    request: { model: "film-1", seconds: 16 },
    outcome: { kind: "delivered" },
  });
  expect(await bot.left()).toBe(dollars(82));
});

test("rendered twice, its film is asked for once; rendered again, it is neither made nor paid twice", async () => {
  await begin({}, [{ ...fakeModel, modes: ["text", "image", "storyboard"] }]);
  const id = await board();
  models.shift();

  const first = await done(bot.press("render", id));
  const second = await done(bot.press("render", id));
  await done(bot.press("run", first));
  const third = await bot.press("render", id);

  expect([second, third.job?.id]).toEqual([first, first]);
  expect(filmed()).toMatchObject([{ model: "film-1", mode: "storyboard", seconds: 8 }]);
});

test("one of its scenes is filmed by another one, after a yes", async () => {
  await begin();
  const id = await board();
  models.shift();

  const asked = await bot.press("scene-film", `${id}.1`);
  await bot.soon();
  await done(bot.press("run", asked.job?.id ?? ""));

  expect(asked.message.text).toMatch(NEWS);
  expect(filmed()).toMatchObject([{ model: "film-1", prompt: "a fox wakes" }]);
});

test("scenes are added and changed as before, and cost what they are filmed for", async () => {
  await begin({ seconds: [6] });
  const id = await board(6);
  models.shift();

  const added = await bot.press("scene", id, {}, { prompt: "it sleeps" });
  const changed = await bot.press("scene-edit", `${id}.1`, {}, { prompt: "a cat wakes" });

  expect([added.message.text, changed.message.text]).toEqual([
    "Scene 3 is on the board.",
    "Changed.",
  ]);
  expect(await bot.job(id)).toMatchObject({
    board: {
      scenes: [
        { seconds: 8, quote: dollars(4) },
        { seconds: 6, quote: dollars(3) },
        { seconds: 8, quote: dollars(4) },
      ],
    },
  });
});

test("a price that waits for the model that is gone is asked anew, for the one that stands in", async () => {
  await begin({}, [fakeModel], 1);
  const id = await board();
  const film = await done(bot.press("render", id));
  models.shift();

  const asked = await bot.press("render", id);
  await bot.soon();

  expect(asked.message.text).toMatch(NEWS);
  expect(await bot.job(film)).toMatchObject({ outcome: { kind: "cancelled" } });
});

test("scenes that are all filmed are put together, and nobody is asked about models", async () => {
  await begin();
  const id = await board();
  await done(bot.press("scene-film", `${id}.1`));
  await done(bot.press("scene-film", `${id}.2`));
  models.shift();

  const { job, message } = await bot.press("render", id);
  await bot.soon();

  expect(message.text).toBe("On it. The video comes in the thread.");
  expect(await bot.job(job?.id ?? "")).toMatchObject({
    request: { model: "old" },
    outcome: { kind: "delivered" },
  });
});

test("once its model is back, it films the rest itself, without being asked about", async () => {
  await begin();
  const id = await board();
  const [old] = models.splice(0, 1);
  await done(bot.press("cancel", await done(bot.press("render", id))));
  if (old) models.unshift(old);

  await done(bot.press("render", id));

  expect(filmed().map(({ model }) => model)).toEqual(["old", "old"]);
});
