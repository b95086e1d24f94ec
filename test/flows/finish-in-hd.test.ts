import { afterEach, expect, test, vi } from "vitest";
import { dollars, NOTHING } from "../../src/money.ts";
import type { Model } from "../../src/providers/provider.ts";
import { quoteByList } from "../../src/providers/request/quote.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

const free = { "720p": NOTHING };
const draft: Model = { ...fakeModel, id: "draft", provider: "animatic", pricePerSecond: free };
const fine: Model = {
  ...fakeModel,
  id: "fine",
  resolutions: ["720p", "1080p"],
  pricePerSecond: { "720p": dollars(1), "1080p": dollars(2) },
};

let bot: FakeBot;
afterEach(() => bot.dispose());

async function begin(models: readonly Model[]) {
  bot = await startFakeBot({ models, drafts: [draft], budget: 90 });
  vi.spyOn(bot.fake.provider, "quote").mockImplementation(async (request) =>
    quoteByList(request, bot.fake.provider.models()),
  );
}

async function done(reply: ReturnType<FakeBot["type"]>): Promise<string> {
  const { job } = await reply;
  await bot.soon();
  return job?.id ?? "";
}

async function film(model: string, more: Record<string, unknown> = {}): Promise<string> {
  const wish = { title: "The fox", scenes: "a fox wakes | it runs", seconds: 4, model, ...more };
  return done(bot.press("render", await done(bot.type("storyboard", wish))));
}

const offers = (id: string) =>
  bot.seen
    .clips()
    .find(({ key }) => key === `${id}-clip`)
    ?.message.buttons?.some(({ action }) => action === "final");
const filmed = () => bot.fake.submitted.map(({ request }) => request);

test.each([
  ["draft", true],
  ["film-1", true],
  ["fine", false],
])("what %s has filmed can be finished in HD: %s", async (model, isOffered) => {
  await begin([fakeModel, { ...fine, resolutions: ["1080p"] }]);

  const id = await done(bot.type("video", { prompt: "a fox", seconds: 4, model }));

  expect(offers(id)).toBe(isOffered);
});

test("what a cheap model has filmed is finished on a better one, after a yes to the price", async () => {
  await begin([fakeModel, fine]);
  const first = await done(bot.type("video", { prompt: "a fox", seconds: 4, model: "film-1" }));

  const { job, message } = await bot.press("final", first);
  await done(bot.press("run", job?.id ?? ""));

  expect(message.text).toMatch(/^This costs up to \$8\.00/);
  expect(filmed()[1]).toMatchObject({ model: "fine", resolution: "1080p", prompt: "a fox" });
});

test("a drawn film is finished scene by scene, each where the one before ends", async () => {
  await begin([fine]);
  const drawn = await film("draft", { captions: true, style: "noir" });

  const { job, message } = await bot.press("final", drawn);
  const id = job?.id ?? "";
  const before = filmed().length;
  await done(bot.press("run", id));

  expect([offers(drawn), before]).toEqual([true, 0]);
  expect(message.text).toMatch(/^This costs up to \$16\.00/);
  expect(filmed()).toMatchObject([
    { mode: "text", prompt: "a fox wakes", model: "fine", resolution: "1080p", style: "noir" },
    { mode: "image", prompt: "it runs", model: "fine", resolution: "1080p", style: "noir" },
  ]);
  expect(bot.montage.made.at(-1)).toMatchObject({
    name: id,
    labels: ["a fox wakes", "it runs"],
  });
  expect((await bot.job(id)).kin.origin).toEqual({ job: drawn, as: "final" });
  expect(await bot.left()).toBe(dollars(74));
});

test("a film of scenes that begin anew is finished so, with their own pictures", async () => {
  await begin([fine]);
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };
  const wish = { title: "The fox", scenes: "a fox wakes", seconds: 4, model: "draft", cuts: true };
  const board = await done(bot.type("storyboard", wish));
  await bot.press("scene", board, { attachments: { image } }, { prompt: "it runs" });
  const drawn = await done(bot.press("render", board));

  const { job } = await bot.press("final", drawn);
  await done(bot.press("run", job?.id ?? ""));

  expect(filmed()).toMatchObject([
    { mode: "text", pictures: [] },
    { mode: "image", pictures: [{ file: "picture.jpg" }] },
  ]);
});

test("a film that one generation has made is finished in one generation where that can", async () => {
  const modes: Model["modes"] = ["text", "image", "storyboard"];
  await begin([
    { ...fakeModel, modes },
    { ...fine, modes },
  ]);
  const whole = await film("film-1");

  const { job } = await bot.press("final", whole);
  await done(bot.press("run", job?.id ?? ""));

  expect(filmed()[1]).toMatchObject({
    model: "fine",
    mode: "storyboard",
    seconds: 8,
    shots: [{ prompt: "a fox wakes" }, { prompt: "it runs" }],
  });
});

test.each([
  ["draft", "film-1", "$10.00"],
  ["film-1", "fine", "$40.00"],
])(
  "what %s has filmed on is finished as a whole, each part where the one before ends",
  async (model, finer, price) => {
    await begin([fakeModel, fine]);
    const wish = { prompt: "a fox wakes", seconds: 4, model };
    const first = await done(bot.type("video", wish));
    const second = await done(bot.type("extend", { job: first, prompt: "it runs", seconds: 8 }));
    const third = await done(bot.press("extend", second, {}, { prompt: "it sleeps" }));
    const before = filmed().length;

    const { job, message } = await bot.press("final", third);
    const id = job?.id ?? "";
    await done(bot.press("run", id));

    expect(message.text).toContain(`This costs up to ${price}.`);
    expect(message.text).toMatch(/All 3 parts of it are filmed anew\.$/);
    expect(filmed().slice(before)).toMatchObject([
      { prompt: "a fox wakes", model: finer, seconds: 4, mode: "text" },
      { prompt: "it runs", model: finer, seconds: 8, mode: "image", pictures: [{ width: 640 }] },
      { prompt: "it sleeps", model: finer, seconds: 8, mode: "image" },
    ]);
    expect(bot.montage.made.at(-1)?.name).toBe(id);
  },
);

test("what was filmed on to a film is finished with all its scenes", async () => {
  await begin([fine]);
  const drawn = await film("draft", { cuts: true });
  const onward = await done(bot.press("extend", drawn, {}, { prompt: "it sleeps" }));

  const { job } = await bot.press("final", onward);
  await done(bot.press("run", job?.id ?? ""));

  expect(filmed()).toMatchObject([
    { prompt: "a fox wakes", mode: "text" },
    { prompt: "it runs", mode: "text" },
    { prompt: "it sleeps", mode: "image" },
  ]);
});

test("a piece that came alone is finished alone", async () => {
  await begin([fakeModel, fine]);
  const first = await done(bot.type("video", { prompt: "a fox", seconds: 4, model: "film-1" }));
  const { job: piece } = await bot.press("extend", first, {}, { prompt: "it runs" });
  await bot.press("delete", first);
  await bot.soon();

  const { job } = await bot.press("final", piece?.id ?? "");
  await done(bot.press("run", job?.id ?? ""));

  expect(filmed()[2]).toMatchObject({ prompt: "it runs", mode: "image", model: "fine" });
  expect(filmed()).toHaveLength(3);
});

test("an edit is finished with the words of what was edited", async () => {
  const modes: Model["modes"] = ["text", "edit"];
  await begin([{ ...fakeModel, modes, modeSeconds: { edit: [1, 2] } }, fine]);
  const first = await done(bot.type("video", { prompt: "a fox", seconds: 4, model: "film-1" }));
  const edited = await done(bot.type("remix", { job: first, prompt: "at night" }));

  const { job } = await bot.press("final", edited);
  await done(bot.press("run", job?.id ?? ""));

  expect(filmed()[2]).toMatchObject({ prompt: "a fox\nat night", mode: "text", model: "fine" });
});

test("a film is not finished twice by an invocation that comes again", async () => {
  await begin([fine]);
  const drawn = await film("draft");

  const first = await bot.press("final", drawn, { id: "once" });
  const second = await bot.press("final", drawn, { id: "once" });

  expect(second.job?.id).toBe(first.job?.id);
});

test("where nothing better films, a draft says how to get it", async () => {
  await begin([]);
  const drawn = await film("draft");

  const { message } = await bot.press("final", drawn);

  expect(message.text).toMatch(/^Nothing better than this films here yet/);
});
