import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { probeClip } from "../../src/media/probe.ts";
import { labelClip, sourceOf, sourceOfAll } from "../../src/media/xmp.ts";
import { copyOfFilm, filmBytes } from "./films.ts";

const created = new Date("2026-01-02T03:04:05Z");

test("a label says how the film came about, and leaves the film as it was", async () => {
  const path = await copyOfFilm("index-behind");

  await labelClip(path, {
    source: "algorithmicMedia",
    tool: "Rushes",
    description: "A draft drawn by a program, not AI video",
    created,
  });

  const bytes = await readFile(path);
  const label = bytes.subarray(6850).toString("utf8");
  expect(bytes.subarray(0, 6850)).toEqual(await filmBytes("index-behind"));
  expect(label).toContain("digitalsourcetype/algorithmicMedia");
  expect(label).toContain("2026-01-02T03:04:05.000Z");
  expect(label).not.toContain("AISystemUsed");
  expect(await probeClip(path)).toMatchObject({ seconds: 1, bytes: bytes.length });
});

test("a person's words stay words in a label", async () => {
  const path = await copyOfFilm("index-behind");

  await labelClip(path, {
    source: "trainedAlgorithmicMedia",
    tool: "Rushes",
    model: 'a "model"',
    description: "</rdf:li><evil/> & \u0000\ud800",
    created,
  });

  const label = (await readFile(path)).subarray(6850).toString("utf8");
  expect(label).toContain("&lt;/rdf:li&gt;&lt;evil/&gt; &amp;  \ufffd");
  expect(label).toContain('AISystemUsed="a &quot;model&quot;"');
});

test("a film without a label of ours was filmed by a model", async () => {
  const path = await copyOfFilm("index-behind");

  expect(await sourceOf(path)).toBe("trainedAlgorithmicMedia");
});

test.each([
  ["drafts alone", ["algorithmicMedia", "algorithmicMedia"], "algorithmicMedia"],
  [
    "a draft and a film",
    ["algorithmicMedia", "trainedAlgorithmicMedia"],
    "compositeWithTrainedAlgorithmicMedia",
  ],
] as const)("what is put together out of %s says so", async (_, sources, whole) => {
  const paths = await Promise.all(
    sources.map(async (source) => {
      const path = await copyOfFilm("index-behind");
      await labelClip(path, { source, tool: "Rushes", description: "", created });
      return path;
    }),
  );

  expect(await sourceOfAll(paths)).toBe(whole);
});
