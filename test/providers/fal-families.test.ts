import { afterEach, expect, test } from "vitest";
import { readModels } from "../../src/providers/catalogue.ts";
import { createFalProvider } from "../../src/providers/fal/fal.ts";
import type { VideoRequest } from "../../src/providers/provider.ts";
import { createLog } from "../../src/log.ts";
import { openFalStage } from "./fal-stage.ts";
import type { FalStage } from "./fal-stage.ts";
import { entry, picture } from "./studio-stage.ts";

let stage: FalStage;
const fresh = async (...options: Parameters<typeof openFalStage>) =>
  (stage = await openFalStage(...options));
afterEach(() => stage?.studio.stop());

/** What fal is asked for, with its pictures as `1.bin`, `2.bin`. */
async function asked(over: Partial<VideoRequest>) {
  const { submit, studio } = await fresh();
  await submit({ prompt: "a boat", ...over });
  const { path, body } = studio.bills[0]!;
  const text = JSON.stringify(body).replaceAll(`${studio.origin}/uploads/`, "");
  return { [path]: JSON.parse(text) as unknown };
}

const first = picture("first");
const last = picture("last");
const references = [picture("reference"), picture("reference")];
const portrait = { ...picture("reference"), file: "mila.png" };
const mila = { name: "Mila", description: "a small fox", picture: portrait };
const theo = { name: "theo", description: "an old bear" };

test.each([
  [
    { model: "veo-3.1-fast", seconds: 6, aspect: "9:16" },
    {
      "/fal-ai/veo3.1/fast": {
        prompt: "a boat",
        duration: "6s",
        aspect_ratio: "9:16",
        resolution: "720p",
        generate_audio: true,
        seed: 7,
      },
    },
  ],
  [
    { model: "veo-3.1", mode: "first-last", pictures: [first, last] },
    {
      "/fal-ai/veo3.1/first-last-frame-to-video": {
        prompt: "a boat",
        duration: "4s",
        aspect_ratio: "16:9",
        resolution: "720p",
        generate_audio: true,
        seed: 7,
        first_frame_url: "1.bin",
        last_frame_url: "2.bin",
      },
    },
  ],
  [
    { model: "veo-3.1", mode: "reference", seconds: 8, pictures: references },
    {
      "/fal-ai/veo3.1/reference-to-video": {
        prompt: "a boat",
        duration: "8s",
        aspect_ratio: "16:9",
        resolution: "720p",
        generate_audio: true,
        image_urls: ["1.bin", "2.bin"],
      },
    },
  ],
  [
    { model: "kling-3", seconds: 5, aspect: "1:1" },
    {
      "/fal-ai/kling-video/v3/standard/text-to-video": {
        prompt: "a boat",
        duration: "5",
        aspect_ratio: "1:1",
        generate_audio: true,
      },
    },
  ],
  [
    { model: "kling-3", mode: "image", seconds: 5, pictures: [first] },
    {
      "/fal-ai/kling-video/v3/standard/image-to-video": {
        prompt: "a boat",
        duration: "5",
        generate_audio: true,
        start_image_url: "1.bin",
      },
    },
  ],
  [
    {
      model: "kling-3",
      mode: "image",
      prompt: "@mila meets @theo",
      seconds: 5,
      pictures: [first, portrait],
      cast: [theo, mila],
    },
    {
      "/fal-ai/kling-video/v3/standard/image-to-video": {
        prompt: "@Element1 meets theo\n\ntheo: an old bear.\n\n@Element1: a small fox.",
        duration: "5",
        generate_audio: true,
        start_image_url: "1.bin",
        elements: [{ frontal_image_url: "2.bin", reference_image_urls: ["2.bin"] }],
      },
    },
  ],
  [
    {
      model: "kling-3-pro",
      mode: "storyboard",
      seconds: 8,
      resolution: "1080p",
      style: "noir",
      shots: [
        { prompt: "a boat", seconds: 3 },
        { prompt: "a storm", seconds: 5 },
      ],
    },
    {
      "/fal-ai/kling-video/v3/pro/text-to-video": {
        multi_prompt: [
          { prompt: "a boat\n\nStyle: noir.", duration: "3" },
          { prompt: "a storm\n\nStyle: noir.", duration: "5" },
        ],
        shot_type: "customize",
        duration: "8",
        aspect_ratio: "16:9",
        generate_audio: true,
      },
    },
  ],
  [
    { model: "kling-o3", mode: "reference", prompt: "@Image1 sails", pictures: references },
    {
      "/fal-ai/kling-video/o3/standard/reference-to-video": {
        prompt: "@Image1 sails\n\n@Image2.",
        duration: "4",
        aspect_ratio: "16:9",
        generate_audio: true,
        image_urls: ["1.bin", "2.bin"],
      },
    },
  ],
  [
    { model: "seedance-2", mode: "first-last", pictures: [first, last] },
    {
      "/bytedance/seedance-2.0/image-to-video": {
        prompt: "a boat",
        duration: "4",
        aspect_ratio: "16:9",
        resolution: "720p",
        generate_audio: true,
        seed: 7,
        image_url: "1.bin",
        end_image_url: "2.bin",
      },
    },
  ],
  [
    { model: "wan-2.7", mode: "reference", resolution: "1080p", pictures: references },
    {
      "/fal-ai/wan/v2.7/reference-to-video": {
        prompt: "a boat",
        duration: "4",
        resolution: "1080p",
        seed: 7,
        aspect_ratio: "16:9",
        reference_image_urls: ["1.bin", "2.bin"],
      },
    },
  ],
  [
    { model: "ltx-2.3-fast", seconds: 8, resolution: "1080p" },
    {
      "/fal-ai/ltx-2.3/text-to-video/fast": {
        prompt: "a boat",
        duration: 8,
        aspect_ratio: "16:9",
        resolution: "1080p",
        generate_audio: true,
      },
    },
  ],
  [
    { model: "hailuo-2.3", seconds: 10 },
    {
      "/fal-ai/minimax/hailuo-2.3/standard/text-to-video": { prompt: "a boat", duration: "10" },
    },
  ],
  [
    { model: "hailuo-2.3-pro", mode: "image", seconds: 6, resolution: "1080p", pictures: [first] },
    {
      "/fal-ai/minimax/hailuo-2.3/pro/image-to-video": { prompt: "a boat", image_url: "1.bin" },
    },
  ],
  [
    { model: "grok-imagine", mode: "reference", pictures: references },
    {
      "/xai/grok-imagine-video/reference-to-video": {
        prompt: "a boat",
        duration: 4,
        aspect_ratio: "16:9",
        resolution: "720p",
        reference_image_urls: ["1.bin", "2.bin"],
      },
    },
  ],
  [
    {
      model: "fal/sora-2-pro",
      resolution: "1080p",
      cast: [
        { name: "ann", description: "a sailor", ids: { fal: "char_1" } },
        { name: "bob", description: "a dog", ids: { other: "char_2" } },
      ],
    },
    {
      "/fal-ai/sora-2/text-to-video/pro": {
        prompt: expect.stringContaining("a boat"),
        duration: 4,
        aspect_ratio: "16:9",
        resolution: "true_1080p",
        character_ids: ["char_1"],
        detect_and_block_ip: true,
        delete_video: false,
      },
    },
  ],
] as const)("%o is asked for in the words of its family", async (over, expected) => {
  const { pictures = [], ...rest } = over as Partial<VideoRequest>;

  expect(await asked({ ...rest, pictures: [...pictures] })).toEqual(expected);
});

test.each([
  ["veo-3.1", "extend", 7, "720p", "/fal-ai/veo3.1/extend-video", { duration: "7s" }],
  ["ltx-2.3", "extend", 12, "1080p", "/fal-ai/ltx-2.3/extend-video", { duration: 12, mode: "end" }],
  ["wan-2.7", "extend", 5, "720p", "/fal-ai/wan/v2.7/image-to-video", { duration: "5" }],
  ["wan-2.7", "edit", 5, "720p", "/fal-ai/wan/v2.7/edit-video", { resolution: "720p" }],
  ["grok-imagine", "edit", 5, "720p", "/xai/grok-imagine-video/edit-video", {}],
  [
    "kling-o3-pro",
    "edit",
    5,
    "1080p",
    "/fal-ai/kling-video/o3/pro/video-to-video/edit",
    { prompt: "now at night\n\n@Video1.", keep_audio: true },
  ],
] as const)("%s can %s what it filmed", async (model, mode, seconds, resolution, path, fields) => {
  const { submit, studio } = await fresh();
  const operation = await submit({ model, seconds: 6, resolution });
  const source = { job: "job-0", operation };

  await submit({ model, mode, seconds, resolution, prompt: "now at night", source });

  expect(studio.bills[1]).toMatchObject({
    path,
    body: { prompt: "now at night", video_url: `${studio.origin}/files/film-1.mp4`, ...fields },
  });
});

test("a film of the historic family is changed by its studio's own id", async () => {
  const { submit, studio } = await fresh();
  const operation = await submit({ model: "fal/sora-2" });

  await submit({ model: "fal/sora-2", mode: "edit", source: { job: "job-0", operation } });

  expect(studio.bills[1]).toMatchObject({
    path: "/fal-ai/sora-2/video-to-video/remix",
    body: { video_id: "video-of-film-1", delete_video: false },
  });
});

test("frames are made exactly as large as the film, references keep their shape", async () => {
  const { submit, prepared } = await fresh();

  await submit({ mode: "first-last", pictures: [first, last] });
  await submit({ mode: "reference", seconds: 8, pictures: [picture("reference", 3_072, 1_536)] });

  expect(prepared.map(({ width, height }) => [width, height])).toEqual([
    [1_280, 720],
    [1_280, 720],
    [1_536, 768],
  ]);
});

test("a model of a known family needs no code", async () => {
  const catalogue = [entry("fal", { name: "film/house/v9/*", family: "kling", modes: ["text"] })];
  const { submit, studio } = await fresh({ catalogue });

  await submit({ model: "film-1" });

  expect(studio.bills[0]?.path).toBe("/film/house/v9/text-to-video");
});

test("a studio's own ids of characters go only to a model that knows characters", async () => {
  const sora = { name: "film/sora/*", family: "sora" };
  const catalogue = [
    entry("fal", { ...sora, id: "able", modes: ["text", "characters"] }),
    entry("fal", { ...sora, id: "other", modes: ["text"] }),
  ];
  const { submit, studio } = await fresh({ catalogue });
  const cast = [{ name: "ann", description: "a sailor", ids: { fal: "char_1" } }];

  await submit({ model: "able", cast });
  await submit({ model: "other", cast });

  expect(studio.bills.map(({ body }) => Reflect.get(body, "character_ids"))).toEqual([
    ["char_1"],
    undefined,
  ]);
});

test("the historic family knows two characters at most", async () => {
  const catalogue = [entry("fal", { name: "film/sora/*", family: "sora", modes: ["characters"] })];
  const { submit, studio } = await fresh({ catalogue });
  const cast = ["char_1", "char_2", "char_3"].map((id) => ({
    name: id,
    description: "a sailor",
    ids: { fal: id },
  }));

  await submit({ model: "film-1", mode: "characters", cast });

  expect(studio.bills[0]?.body).toMatchObject({ character_ids: ["char_1", "char_2"] });
});

test("a film with characters in it is found when its answer was lost", async () => {
  const { submit, find } = await fresh();
  const film = {
    model: "kling-3",
    mode: "image",
    pictures: [first, portrait],
    cast: [mila],
  } as const;
  const request = { ...film, prompt: "@mila runs", pictures: [...film.pictures], cast: [mila] };
  const operation = await submit(request);

  expect(await find(request)).toEqual([operation]);
  expect(await find({ ...request, cast: [{ ...mila, description: "a wolf" }] })).toEqual([]);
});

test("a model of an unknown family is not offered, and keeps nothing from starting", async () => {
  const catalogue = [
    entry("fal", { id: "film-2", family: "unheard-of" }),
    entry("fal", { family: "veo" }),
  ];
  const { provider } = await fresh({ catalogue });

  expect(provider.models().map(({ id }) => id)).toEqual(["film-1"]);
});

test("every model that we ship has each of its modes", () => {
  const shipped = readModels().filter(({ provider }) => provider === "fal");

  expect(shipped.length).toBeGreaterThan(15);
  for (const model of shipped) expect(model.family).toBeDefined();
});

test("plain http to a public host is refused at start", async () => {
  const config = { apiKey: "k", baseUrl: "http://fal.example.com" };
  const deps = { catalogue: [], preparePicture: async () => {}, log: createLog("silent") };

  await expect(createFalProvider(config, deps)).rejects.toThrow("FAL_URL");
});
