import { expect, test } from "vitest";
import { lower, planFit } from "../../src/media/fit-plan.ts";
import type { ClipFacts } from "../../src/media/probe.ts";

const MB = 2 ** 20;
const FACTS: ClipFacts = {
  bytes: 35 * MB,
  seconds: 20,
  width: 1920,
  height: 1080,
  rotation: 0,
  fps: 30,
  videoCodec: "avc1",
  audioCodec: "mp4a",
  faststart: true,
  fragmented: false,
  hasC2pa: false,
};

test("a clip keeps its size while every pixel gets enough bits", () => {
  const plan = planFit(FACTS, 10 * MB);

  expect(plan).toMatchObject({ width: 1920, height: 1080, fps: undefined, audioBitrate: 128_000 });
  expect(plan.videoBitrate + 128_000).toBeLessThan((10 * MB * 8 * 0.95) / 20);
});

test.each([
  [4, 1280, 720],
  [2, 854, 480],
])("a clip for %i MB shrinks to %ix%i", (megabytes, width, height) => {
  const plan = planFit(FACTS, megabytes * MB);

  expect(plan).toMatchObject({ width, height });
});

test("a clip in portrait shrinks by its shorter side", () => {
  const plan = planFit({ ...FACTS, width: 1080, height: 1920 }, 4 * MB);

  expect(plan).toMatchObject({ width: 720, height: 1280 });
});

test("a clip larger than a small server can encode shrinks even with room left", () => {
  const plan = planFit({ ...FACTS, width: 3840, height: 2160 }, 100 * MB);

  expect(plan).toMatchObject({ width: 1920, height: 1080 });
});

test("a clip of odd sides gets even ones", () => {
  const plan = planFit({ ...FACTS, width: 853, height: 481 }, 10 * MB);

  expect(plan).toMatchObject({ width: 854, height: 482 });
});

test("a fast clip is slowed to 30 frames a second", () => {
  expect(planFit({ ...FACTS, fps: 60 }, 10 * MB).fps).toBe(30);
});

test("a silent clip spends nothing on sound", () => {
  const plan = planFit({ ...FACTS, audioCodec: undefined }, 10 * MB);

  expect(plan.audioBitrate).toBeUndefined();
});

test.each([
  ["too long for the size", { seconds: 300 }, 2 * MB],
  ["far too long", { seconds: 601 }, 1000 * MB],
  ["far too large", { width: 8000, height: 8000 }, 1000 * MB],
])("a clip that is %s cannot fit", (_, change, maxBytes) => {
  const planning = () => planFit({ ...FACTS, ...change }, maxBytes);

  expect(planning).toThrow(expect.objectContaining({ failure: "cannot-fit" }));
});

test("a short clip is kept closer to its bitrate", () => {
  const [short, long] = [4, 30].map((seconds) => planFit({ ...FACTS, seconds }, 10 * MB));

  expect(short?.rateTolerance).toBeLessThan(long?.rateTolerance ?? 0);
});

test("a second try aims as much lower as the first came out too large", () => {
  const plan = planFit(FACTS, 10 * MB);

  const next = lower(plan, 11 * MB, 10 * MB);

  expect(next.videoBitrate).toBe(Math.floor(((plan.videoBitrate * 10) / 11) * 0.96));
});
