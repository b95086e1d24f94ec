import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openModels } from "../../src/open/models.ts";
import { readModels } from "../../src/providers/catalogue.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rushes-models-"));
});
afterAll(() => rm(folder, { recursive: true }));

const kling = {
  id: "kling-4",
  provider: "fal",
  name: "fal-ai/kling-video/v4/standard/*",
  family: "kling",
  title: "Kling 4",
  modes: ["text", "image", "first-last"],
  seconds: [5, 10],
  aspects: ["16:9"],
  resolutions: ["1080p"],
  audio: true,
  seed: false,
  cancel: true,
  progress: false,
  promptLength: 2_500,
  usdPerSecond: 0.17,
  typicalSeconds: 180,
  deadlineSeconds: 1_800,
};

async function opened(...entries: object[]) {
  const file = join(folder, "models.json");
  await writeFile(file, JSON.stringify(entries));
  return openModels(file);
}

test("every model that we ship can be asked for", async () => {
  expect(await openModels(undefined)).toEqual(readModels());
});

test("a model of a known family needs nothing else", async () => {
  expect(await opened(kling)).toMatchObject([{ id: "kling-4", family: "kling" }]);
});

test("a name without a * is fine where all its modes have one address", async () => {
  const name = "fal-ai/kling-video/v4/standard/text-to-video";

  expect(await opened({ ...kling, name, modes: ["text", "storyboard"] })).toHaveLength(1);
});

test.each([
  [
    "a provider that there is not",
    { provider: "falai" },
    'provider must be one of animatic, openai, fal, openrouter, muapi, eachlabs, not "falai"',
  ],
  [
    "a family that there is not",
    { family: "klingg" },
    'family must be one of veo, kling, kling-o3, seedance, wan, ltx, hailuo, hailuo-pro, grok, sora, not "klingg"',
  ],
  [
    "no family where there are some",
    { family: undefined },
    "family must be one of veo, kling, kling-o3, seedance, wan, ltx, hailuo, hailuo-pro, grok, sora",
  ],
  [
    "a family by the name of something else",
    { provider: "eachlabs", family: "constructor" },
    'family must be one of sora, veo, plain, seedance, wan, not "constructor"',
  ],
  [
    "a mode that its family lacks",
    { modes: ["text", "extend"] },
    "modes: the family kling has text, image, first-last, characters, storyboard, and no extend",
  ],
  [
    "one address for several ways",
    { name: "fal-ai/kling-video/v4/standard" },
    "name must have a * in the place of text-to-video or image-to-video",
  ],
  [
    "a * that nobody fills",
    { provider: "openrouter", family: undefined },
    "name must have no *, which only families fill",
  ],
])("an entry with %s is refused in words", async (_what, over, words) => {
  const open = opened({ ...kling, ...over });

  await expect(open).rejects.toThrow(`models.json is not valid\nmodel "kling-4": ${words}`);
  await expect(open).rejects.toMatchObject({ name: "UserError" });
});
