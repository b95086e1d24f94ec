import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import {
  createCatalogue,
  describeModel,
  fitRequest,
  readModels,
} from "../../src/providers/catalogue.ts";
import type { Wish } from "../../src/providers/catalogue.ts";
import type { Model, Picture } from "../../src/providers/provider.ts";
import { styledPrompt, toldPrompt } from "../../src/providers/request/styled-prompt.ts";
import { wordsFor } from "../../src/words.ts";
import { createFakeProvider, fakeModel } from "../fakes/provider.ts";

const draft = readModels().find(({ id }) => id === "draft")!;
const boat: Wish = { prompt: "a paper boat in the rain", pictures: [] };
const picture = (width: number, height: number): Picture => ({
  file: "boat.jpg",
  width,
  height,
  role: "first",
});

const last: Picture = { ...picture(9, 9), file: "end.jpg", role: "last" };
const toy: Picture = { ...picture(900, 1600), file: "toy.jpg", role: "reference" };
const able: Partial<Model> = { modes: ["text", "image", "first-last", "reference"] };

const by = (name: string, ...models: Model[]) => ({
  ...createFakeProvider().provider,
  name,
  models: () => models,
});
const film = (id: string, usdPerSecond: number, over: Partial<Model> = {}): Model => ({
  ...fakeModel,
  id,
  pricePerSecond: { "720p": dollars(usdPerSecond) },
  ...over,
});
const catalogueOf = (models: Model[], defaultModel?: string, today = "2026-11-21") =>
  createCatalogue({
    providers: [by("animatic", draft), by("fake", ...models)],
    now: () => Date.parse(today),
    defaultModel,
    random: () => 0.5,
  });

let folder: string | undefined;
afterEach(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true });
  folder = undefined;
});
async function modelsFile(content: unknown): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), "rushes-models-"));
  const path = join(folder, "models.json");
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const entry = {
  id: "film-9",
  provider: "openai",
  name: "film-9",
  title: "Film Nine",
  modes: ["text"],
  seconds: [8, 4],
  aspects: ["16:9"],
  resolutions: ["720p", "1080p"],
  audio: false,
  seed: false,
  cancel: false,
  progress: false,
  promptLength: 500,
  usdPerSecond: { "720p": 0.072, "1080p": 0.1 },
  typicalSeconds: 30,
  deadlineSeconds: 600,
};

test("the built-in catalogue is valid and begins with the free draft", () => {
  const [first] = readModels();

  expect(first).toMatchObject({ id: "draft", provider: "animatic", watermark: true });
  expect(first!.pricePerSecond).toEqual({ "720p": 0, "1080p": 0 });
  expect(first!.seconds).toEqual(Array.from({ length: 17 }, (_, step) => step + 4));
});

test("prices are dollars in the file and whole micros after it", async () => {
  const models = readModels(await modelsFile([entry]));

  expect(models[0]!.pricePerSecond).toEqual({ "720p": 72_000, "1080p": 100_000 });
  expect(models[0]!.seconds).toEqual([4, 8]);
});

test.each([
  ["an unknown aspect", [{ ...entry, aspects: ["4:3"] }], /model "film-9": aspects/],
  ["a misspelt name", [{ ...entry, usdPerSecnd: 1 }], /model "film-9": .*usdPerSecnd/],
  ["a missing price", [{ ...entry, usdPerSecond: { "720p": 1 } }], /usdPerSecond must name each/],
  ["a nameless entry", [entry, { title: "?" }], /model number 2: id/],
  ["a range of nothing", [{ ...entry, seconds: { from: 5, to: 4 } }], /seconds must not be empty/],
  ["an entry twice", [entry, entry], /"film-9" is there twice/],
  ["no list", { entry }, /must be a list/],
  ["no JSON", "{", /cannot be read as JSON/],
  [
    "a comma too many",
    "[\n  {},\n]",
    /cannot be read as JSON: Unexpected token '\]', "\[ \{\}, \]"$/,
  ],
  ["no entry", [null], /model number 1: is no model as those in models.json are$/],
  [
    "fields that are missing",
    [{ ...entry, title: undefined, audio: undefined }],
    /model "film-9": title is missing; audio is missing$/,
  ],
  ["two unknown names", [{ ...entry, a: 1, b: 1 }], /: "a" and "b" are no fields of a model$/],
  [
    "an unknown mode",
    [{ ...entry, modes: ["text", "first_last", "b"] }],
    /: modes must be a list of text, .*, characters, not \["text","first_last","b"\]$/,
  ],
  ["no mode", [{ ...entry, modes: [] }], /: modes must be a list of .*, not \[\]$/],
  [
    "a length in words",
    [{ ...entry, seconds: "5" }],
    /: seconds must be whole seconds such as .*, not "5"$/,
  ],
  [
    "a length of years",
    [{ ...entry, seconds: { from: 1, to: 1e9 } }],
    /: seconds must be .* at most an hour, not \{"from":1,"to":1000000000\}$/,
  ],
  [
    "a price in words",
    [{ ...entry, usdPerSecond: "0.1" }],
    /: usdPerSecond must be US dollars .*, not "0.1"$/,
  ],
  [
    "a size with another cross",
    [{ ...entry, sizes: { "720p": { "16:9": "1344×768" } } }],
    /: sizes must be pixels such as .*, not .*1344×768/,
  ],
  [
    "a length of no mode",
    [{ ...entry, modeSeconds: { "first-lst": [5] } }],
    /: modeSeconds must be the lengths in a mode, .*first-lst/,
  ],
  ["a date of another land", [{ ...entry, retiresOn: "24.09.2026" }], /: retiresOn must be a date/],
])("a file with %s is refused in words", async (_what, content, words) => {
  const path = await modelsFile(content);

  expect(() => readModels(path)).toThrow(words);
});

test("a folder is no file of models", () => {
  expect(() => readModels(tmpdir())).toThrow(/cannot be read/);
});

test("a file that is not there is missed in words", () => {
  expect(() => readModels("/nowhere/models.json")).toThrow(
    /models\.json is not there: correct MODELS_FILE/,
  );
});

test("a model is offered until the day on which it retires", () => {
  const models = [film("film-1", 0.5, { retiresOn: "2026-11-21" })];
  const ids = (today: string) =>
    catalogueOf(models, undefined, today)
      .offered()
      .map(({ id }) => id);

  expect(ids("2026-11-21")).toEqual(["draft", "film-1"]);
  expect(ids("2026-11-22")).toEqual(["draft"]);
});

test("a running job still knows its model after that day", () => {
  const catalogue = catalogueOf([film("film-1", 0.5, { retiresOn: "2020-01-01" })]);

  expect(catalogue.known("film-1")).toMatchObject({ id: "film-1" });
  expect(() => catalogue.find("film-1")).toThrow("film-1 was retired on 2020-01-01. Try draft.");
});

test("a model without a known price is not offered", () => {
  const catalogue = catalogueOf([film("film-1", 0, { pricePerSecond: {} })]);

  expect(catalogue.offered()).toEqual([draft]);
});

test("a model that is not here is answered with what is", () => {
  const catalogue = catalogueOf([film("film-1", 0.5)]);

  expect(() => catalogue.find("film-7")).toThrow(
    "There is no model “film-7”. Try draft or film-1.",
  );
});

test("a provider that is no longer set up is an error of that provider", () => {
  expect(() => catalogueOf([]).providerOf("gone")).toThrow("gone is no longer set up here.");
});

test("the usual model is the cheapest that can film it, other than drafts", () => {
  const catalogue = catalogueOf([film("dear", 0.5), film("cheap", 0.1)]);

  expect(catalogue.modelFor(boat).id).toBe("cheap");
  expect(catalogue.modelFor({ ...boat, seconds: 12 }).id).toBe("cheap");
  expect(catalogue.modelFor({ ...boat, seconds: 7 }).id).toBe("draft");
});

test("the operator's default comes before the cheapest, while it is on offer", () => {
  const models = [film("dear", 0.5), film("cheap", 0.1)];

  expect(catalogueOf(models, "dear").modelFor(boat).id).toBe("dear");
  expect(catalogueOf(models, "gone").modelFor(boat).id).toBe("cheap");
});

test("without any other provider the draft films", () => {
  expect(catalogueOf([]).request(boat)).toMatchObject({ model: "draft", seconds: 4 });
});

test("what nobody said becomes the nearest usual value", () => {
  const request = fitRequest(boat, film("film-5", 0.1, { seconds: [5, 10] }), {
    random: () => 0.5,
  });

  expect(request).toMatchObject({
    mode: "text",
    seconds: 5,
    aspect: "16:9",
    resolution: "720p",
    seed: 2 ** 30,
  });
});

test.each([
  [picture(1000, 1900), "9:16"],
  [picture(1200, 1000), "1:1"],
  [picture(4000, 2000), "16:9"],
])("the shape follows the picture", (first, aspect) => {
  const request = fitRequest({ ...boat, aspect: "auto", pictures: [first] }, draft);

  expect(request).toMatchObject({ mode: "image", aspect });
});

test.each<[string, Partial<Wish>, Partial<Model>]>([
  ["film-1 films 4, 8 or 12 seconds, not 7. draft can.", { seconds: 7 }, {}],
  ["film-1 films in 16:9 or 9:16, not in 1:1. draft can.", { aspect: "1:1" }, {}],
  ["film-1 films in 720p, not in 1080p. draft can.", { resolution: "1080p" }, {}],
  [
    "film-1 films from text, not from a picture. draft can.",
    { pictures: [picture(9, 9)] },
    { modes: ["text"] },
  ],
  [
    "film-1 films from text or a picture, not from a first and a last picture. draft can.",
    { pictures: [picture(9, 9), last] },
    {},
  ],
  ["A last picture needs a first one: attach it as image. draft can.", { pictures: [last] }, able],
  [
    "References and a first picture do not go together: leave one of them out. draft can.",
    { pictures: [picture(9, 9), toy] },
    able,
  ],
  [
    "film-1 takes up to 2 reference pictures, not 3. draft can.",
    { pictures: [toy, toy, toy] },
    { ...able, references: 2 },
  ],
  ["film-1 takes one picture, not 2. draft can.", { pictures: [picture(9, 9), picture(9, 9)] }, {}],
  [
    "film-1 reads prompts of up to 10 characters; this one has 24. draft can.",
    {},
    { promptLength: 10 },
  ],
])("a wish that does not fit is answered: %s", (sentence, over, model) => {
  const wish = { ...boat, ...over };
  const isBeyondDrafts = wish.pictures.length > 1 || wish.pictures[0]?.role === "last";
  const expected = isBeyondDrafts ? sentence.replace(" draft can.", "") : sentence;

  expect(() => fitRequest(wish, film("film-1", 0.5, model), { offered: [draft] })).toThrow(
    expected,
  );
});

test("a complaint about pictures names the models that can", () => {
  const wish = { ...boat, pictures: [picture(9, 9), last] };
  const offered = [draft, film("two-frames", 0.5, able)];

  expect(() => fitRequest(wish, draft, { offered })).toThrow("two-frames can.");
});

test("pictures that the default cannot take go to a model that can", () => {
  const models = [film("plain", 0.1), film("able", 0.5, able)];
  const catalogue = catalogueOf(models, "plain");

  expect(catalogue.modelFor(boat).id).toBe("plain");
  expect(catalogue.request({ ...boat, pictures: [toy] })).toMatchObject({
    model: "able",
    mode: "reference",
  });
  expect(catalogue.request({ ...boat, pictures: [picture(9, 9), last] })).toMatchObject({
    model: "able",
    mode: "first-last",
  });
});

test("references give no shape unless somebody asks for theirs", () => {
  const wish = { ...boat, pictures: [toy] };

  expect(fitRequest(wish, film("able", 0.5, able)).aspect).toBe("16:9");
  expect(fitRequest({ ...wish, aspect: "auto" }, film("able", 0.5, able)).aspect).toBe("9:16");
});

test("the cast's pictures go to a model that takes references, beside a person's own", () => {
  const portrait: Picture = { ...toy, file: "mila.jpg" };
  const cast = [{ name: "mila", description: "a small fox", picture: portrait }];
  const wish = { ...boat, cast, pictures: [] };

  expect(fitRequest(wish, film("able", 0.5, able))).toMatchObject({
    mode: "reference",
    pictures: [portrait],
  });
  expect(fitRequest(wish, draft)).toMatchObject({ mode: "text", pictures: [] });
  expect(
    fitRequest({ ...wish, pictures: [toy] }, film("able", 0.5, { ...able, references: 1 }))
      .pictures,
  ).toEqual([toy]);
});

test("the cast's pictures go beside a first picture where a model knows characters by theirs", () => {
  const portrait: Picture = { ...toy, file: "mila.jpg" };
  const cast = [{ name: "mila", description: "a small fox", picture: portrait }];
  const wish = { ...boat, cast };
  const knowing = film("knowing", 0.5, { modes: ["image", "characters"], references: 1 });
  const first = { ...toy, role: "first" as const };

  const known = fitRequest({ ...wish, pictures: [first] }, knowing);

  expect(known).toMatchObject({ mode: "image", pictures: [first, portrait] });
  expect(fitRequest({ ...known, prompt: "rain" }, knowing).pictures).toEqual([first, portrait]);
  expect(fitRequest(known, film("plain", 0.5, { modes: ["image"] })).pictures).toEqual([first]);
  expect(() => fitRequest({ ...wish, pictures: [first, toy], cast: [] }, knowing)).toThrow(
    /do not go together/,
  );
});

test("the cast's pictures change no length that somebody wants", () => {
  const cast = [{ name: "mila", description: "a small fox", picture: toy }];
  const model = film("able", 0.5, { ...able, modeSeconds: { reference: [8] } });

  expect(fitRequest({ ...boat, cast, seconds: 4 }, model)).toMatchObject({ mode: "text" });
  expect(fitRequest({ ...boat, cast, seconds: 8 }, model)).toMatchObject({ mode: "reference" });
});

test("a request with the cast's pictures is a wish that models without references can film", () => {
  const cast = [{ name: "mila", description: "a small fox", picture: toy }];
  const before = fitRequest({ ...boat, cast }, film("able", 0.5, able));

  expect(fitRequest(before, film("plain", 0.5))).toMatchObject({ mode: "text", pictures: [] });
});

test("a model reads the cast and the look behind the prompt", () => {
  const wish = {
    prompt: "@Mila waves at @nobody and ann@mila.org",
    style: "ours",
    look: "flat shapes",
    cast: [{ name: "mila", description: "a small fox" }],
  };

  expect(styledPrompt(wish)).toBe(
    "Mila waves at @nobody and ann@mila.org\n\nmila: a small fox.\n\nStyle: flat shapes.",
  );
});

test("what draws words reads descriptions in the place of names", () => {
  const cast = [{ name: "Mila", description: "a small fox, seven years old" }];

  expect(toldPrompt({ prompt: "@mila and @nobody wave", cast })).toBe(
    "a small fox and @nobody wave",
  );
});

test("a range is told as a range", () => {
  expect(() => fitRequest({ ...boat, seconds: 30 }, draft)).toThrow(
    "draft films 4 to 20 seconds, not 30.",
  );
});

test("a model is described on one line", () => {
  expect(
    describeModel(film("film-1", 0.5, { commercialUse: true, watermark: false }), wordsFor("en")),
  ).toBe(
    "Film One · $0.50 a second · 4, 8 or 12 seconds · 16:9, 9:16 · 720p · from text or a picture · with sound · commercial use allowed · no watermark",
  );
  expect(describeModel(draft, wordsFor("en"))).toContain(" · free · 4 to 20 seconds · ");
});

test("a model whose price nobody knows is never called free", () => {
  const model = { ...film("film-1", 0.5), pricePerSecond: {} };

  expect(describeModel(model, wordsFor("en"))).toMatch(/^Film One · 4, 8 or 12 seconds · /);
});

test("a model that films in one size for nothing says what the other costs", () => {
  const pricePerSecond = { "720p": dollars(0), "1080p": dollars(0.1) };
  const model = { ...film("film-1", 0.5), pricePerSecond };

  expect(describeModel(model, wordsFor("en"))).toContain(
    "$0.00 a second in 720p, $0.10 a second in 1080p",
  );
});

test("what nobody films with any more is known as retired wherever it was sold", () => {
  const sora = readModels().filter(({ id }) => id.includes("sora-2"));

  expect(sora).toHaveLength(7);
  for (const { retiresOn } of sora) expect(retiresOn).toBe("2026-09-24");
});
