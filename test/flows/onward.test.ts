import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { dollars } from "../../src/money.ts";
import type { BotOptions, FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";
import { signed } from "../media/films.ts";

const cat = { prompt: "a cat in the rain", seconds: 4 };
let bot: FakeBot;
const begin = async (options: BotOptions = {}) => (bot = await startFakeBot(options));
afterEach(() => bot.dispose());

async function film(prompt = cat.prompt) {
  const reply = await bot.type("video", { ...cat, prompt });
  await bot.settle();
  return reply.job?.id ?? "";
}

test("a remix keeps everything but the words", async () => {
  await begin();
  const first = await film();

  const reply = await bot.type("remix", { job: first, prompt: "a dog in the rain" });
  await bot.settle();

  const [one, other] = bot.fake.submitted.map(({ request }) => request);
  expect(other).toEqual({ ...one, prompt: "a dog in the rain" });
  expect((await bot.job(reply.job?.id ?? "")).kin.origin).toEqual({ job: first, as: "remix" });
});

test("a remix is an edit where the model can edit its own videos", async () => {
  await begin({
    models: [{ ...fakeModel, modes: ["text", "edit"], modeSeconds: { edit: [1, 2, 4] } }],
  });
  const first = await film();

  await bot.type("remix", { job: first, prompt: "at night" });
  await bot.settle();

  expect(bot.fake.submitted[1]?.request).toMatchObject({
    mode: "edit",
    prompt: "at night",
    source: { job: first, operation: { id: "op-1" } },
  });
});

test("a video goes on from its last picture, and both come as one", async () => {
  await begin();
  const first = await film();

  const reply = await bot.press("extend", first, {}, { prompt: "the cat runs" });
  await bot.settle();

  const id = reply.job?.id ?? "";
  expect(bot.fake.submitted[1]?.request).toMatchObject({
    mode: "image",
    prompt: "the cat runs",
    pictures: [{ role: "first" }],
  });
  expect(bot.montage.made).toEqual([
    { name: id, of: [`${first}.mp4`, `${id}-new.mp4`], labels: [] },
  ]);
  expect(bot.seen.clips()).toHaveLength(2);
  expect(await bot.left()).toBe(dollars(6));
});

test("a model that goes on by itself is given what it made before", async () => {
  await begin({ models: [{ ...fakeModel, modes: ["text", "extend"] }] });
  const first = await film();

  await bot.type("extend", { job: first });
  await bot.settle();

  expect(bot.fake.submitted[1]?.request).toMatchObject({ mode: "extend", source: { job: first } });
});

test("only a finished video goes on", async () => {
  await begin({ before: [{ status: "running" }] });
  const { job } = await bot.type("video", cat);

  const reply = await bot.type("extend", { job: job?.id });

  expect(reply.message.text).toMatch(/^Only a finished video can go on/);
});

test("a video is finished on a better model after a yes to the price", async () => {
  const better = { ...fakeModel, id: "film-2", pricePerSecond: { "720p": dollars(0.6) } };
  await begin({ models: [fakeModel, better] });
  const first = await film();

  const reply = await bot.press("final", first);
  const before = bot.fake.submitted.length;
  await bot.press("run", reply.job?.id ?? "");
  await bot.settle();

  expect(reply.job?.state).toBe("waiting");
  expect(before).toBe(1);
  const [draft, final] = bot.fake.submitted.map(({ request }) => request);
  expect(final).toMatchObject({ model: "film-2", prompt: draft?.prompt, seed: draft?.seed });
});

test("takes are compared side by side, and people vote", async () => {
  await begin();

  const reply = await bot.type("compare", { prompt: "a {noir, clay, anime} fox", seconds: 4 });
  await bot.settle();

  const id = reply.job?.id ?? "";
  const takes = (await bot.job(id)).plan?.parts.map(({ job }) => job) ?? [];
  expect(bot.fake.submitted.map(({ prompt }) => prompt).toSorted()).toEqual([
    "a anime fox",
    "a clay fox",
    "a noir fox",
  ]);
  expect(new Set(bot.fake.submitted.map(({ request }) => request.seed)).size).toBe(1);
  expect(bot.montage.made).toMatchObject([{ name: id, labels: ["noir", "clay", "anime"] }]);
  expect(bot.seen.clips()).toHaveLength(4);
  expect(await bot.left()).toBe(dollars(4));

  await bot.press("vote", takes[1] ?? "");
  await bot.press("vote", takes[1] ?? "", { person: { ...ann, id: "fake:ben" } });
  await bot.press("vote", takes[2] ?? "", { person: { ...ann, id: "fake:cy" } });
  const card = bot.seen.cards().find(({ key }) => key === `${id}-card`);
  expect(card?.message.fields?.slice(0, 3).map(({ value }) => value)).toEqual([
    "noir",
    "clay ♥ ♥",
    "anime ♥",
  ]);
});

test("a take is called one on its card, and a scene says its words once", async () => {
  await begin();
  await bot.type("compare", { prompt: "a {noir, clay} fox", seconds: 4 });
  await bot.settle();
  const options = { title: "The fox", scenes: "it wakes | it runs", seconds: 4, captions: true };
  const { job } = await bot.type("storyboard", options);
  await bot.soon();
  await bot.press("render", job?.id ?? "");
  await bot.soon();

  const parts = bot.seen.cards().flatMap(({ message }) => message.fields?.slice(0, 1) ?? []);
  expect(parts).toContainEqual({ name: "Take", value: "noir" });
  expect(parts).toContainEqual({ name: "Part", value: "Scene 2" });
  expect(bot.seen.clips().map(({ message }) => message.text)).toContain(
    "“Scene 2” is ready. It was made by AI.",
  );
});

test("everybody who votes at the same moment is counted", async () => {
  await begin();
  const reply = await bot.type("compare", { prompt: "a {noir, clay} fox", seconds: 4 });
  await bot.settle();
  const { plan } = await bot.job(reply.job?.id ?? "");
  const people = Array.from({ length: 20 }, (_, at) => ({ ...ann, id: `fake:${at}` }));

  const early = await bot.press("final", reply.job?.id ?? "");
  await Promise.all(
    people.map((person, at) => bot.press("vote", plan?.parts[at % 2]?.job ?? "", { person })),
  );

  const voted = await bot.job(reply.job?.id ?? "");
  expect(early.message.text).toMatch(/^Nobody has voted yet/);
  expect(Object.keys(voted.plan?.votes ?? {})).toHaveLength(20);
});

test("takes that the budget does not hold together are not begun at all", async () => {
  await begin({ budget: 5 });

  const reply = await bot.type("compare", { prompt: "a {noir, clay, anime} fox", seconds: 4 });
  await bot.settle();

  expect(reply.message.tone).toBe("bad");
  expect(bot.fake.submitted).toEqual([]);
  expect(await bot.left()).toBe(dollars(5));
});

test("a take that is refused leaves the others to be compared, and costs nothing", async () => {
  await begin({ refuses: /clay/ });

  const reply = await bot.type("compare", { prompt: "a {noir, clay, anime} fox", seconds: 4 });
  await bot.settle();

  expect(bot.montage.made).toMatchObject([{ labels: ["noir", "anime"] }]);
  expect(await bot.job(reply.job?.id ?? "")).toMatchObject({ outcome: { kind: "delivered" } });
  expect(await bot.left()).toBe(dollars(6));
});

test("a comparison is stopped as a whole", async () => {
  await begin({ before: Array.from({ length: 20 }, () => ({ status: "running" as const })) });
  const reply = await bot.type("compare", { prompt: "a {noir, clay} fox", seconds: 4 });

  await bot.press("cancel", reply.job?.id ?? "");
  await bot.settle();

  expect(await bot.job(reply.job?.id ?? "")).toMatchObject({ outcome: { kind: "cancelled" } });
  expect(await bot.left()).toBe(dollars(10));
});

test("the last picture for an extension that is refused is thrown away", async () => {
  await begin({ budget: 3 });
  const id = await film();

  const poor = await bot.press("extend", id, {}, { prompt: "it runs" });
  const odd = await bot.type("extend", { job: id, seconds: 59 });

  expect(poor.message.text).toMatch(/^This costs/);
  expect(odd.message.text).toMatch(/not 59/);
  expect(bot.discarded).toHaveLength(2);
});

test("a picture that another video began with stays when a second one is refused", async () => {
  await begin({ budget: 3 });
  const image = { name: "x", open: () => Promise.reject(new Error("never")) };
  const options = { ...cat, image: "x" };
  const { job } = await bot.type("video", options, { attachments: { image } });
  await bot.settle();

  const refused = await bot.press("again", job?.id ?? "");

  expect(refused.message.text).toMatch(/^This costs/);
  expect(bot.discarded).toEqual([]);
});

test("the family of a video is shown from its first ancestor on", async () => {
  await begin({ budget: 50 });
  const first = await film();
  const remixed = await bot.type("remix", { job: first, prompt: "a dog in the rain" });
  await bot.settle();
  const extended = await bot.press("extend", remixed.job?.id ?? "", {}, { prompt: "it runs" });
  await bot.settle();

  const { message } = await bot.type("jobs", { tree: extended.job?.id });

  expect(message.fields).toEqual([
    { name: first, value: "delivered · a cat in the rain" },
    { name: `· ${remixed.job?.id}`, value: "remix · delivered · a dog in the rain" },
    { name: `· · ${extended.job?.id}`, value: "extended · delivered · it runs" },
  ]);
});

test.each(["latest", "tree"])(
  "a tree without an id is that of one's latest video: %s",
  async (typed) => {
    await begin({ budget: 50 });
    const none = await bot.type("jobs", { tree: typed });
    const first = await film();
    const bob = { ...ann, id: "fake:bob" };
    await bot.type("video", { prompt: "a hen" }, { person: bob });
    await bot.type("storyboard", { title: "The fox" });

    const { message } = await bot.type("jobs", { tree: typed });

    expect(none.message.text).toBe("No videos yet. Make one with /video.");
    expect(message.fields).toEqual([{ name: first, value: "delivered · a cat in the rain" }]);
  },
);

test("a video that was filmed on three times warns of drift", async () => {
  await begin({ budget: 50 });
  let id = await film();
  const said: string[] = [];

  for (let turn = 0; turn < 4; turn += 1) {
    const reply = await bot.press("extend", id, {}, { prompt: "on and on" });
    await bot.settle();
    id = reply.job?.id ?? "";
    said.push(reply.message.text);
  }

  expect(said.map((text) => /drift/.test(text))).toEqual([false, false, false, true]);
});

test("what is put behind a signed video says that its statement of origin is not in the whole", async () => {
  await begin();
  const tiny = await readFile(new URL("../fixtures/tiny.mp4", import.meta.url));
  vi.spyOn(bot.fake.provider, "open").mockImplementationOnce(async () => ({
    stream: Readable.from([signed(tiny)]),
    bytes: undefined,
  }));
  const first = await film();

  await bot.press("extend", first, {}, { prompt: "the cat runs" });
  await bot.settle();

  const [before, whole] = bot.seen.clips().map(({ message }) => message.text);
  expect(before).not.toContain("statements of origin");
  expect(whole).toContain("the signed statements of origin are in its parts alone.");
});

test("a model that answers with what is new alone loses nothing of what was before", async () => {
  await begin({ models: [{ ...fakeModel, modes: ["text", "extend"], seconds: [3] }] });
  const { job } = await bot.type("video", { prompt: cat.prompt, seconds: 3 });
  await bot.settle();
  const dusk = fileURLToPath(new URL("../fixtures/dusk.mp4", import.meta.url));
  vi.spyOn(bot.fake.provider, "open").mockImplementation(async () => ({
    stream: createReadStream(dusk),
    bytes: undefined,
  }));

  await bot.press("extend", job?.id ?? "");
  await bot.settle();

  expect(bot.montage.made).toHaveLength(1);
});
