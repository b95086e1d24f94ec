import { randomBytes } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { z } from "zod";
import { UserError } from "../../src/errors.ts";
import { createPictures } from "../../src/media/pictures.ts";
import { flat, gifOf, pngHead, SVG_WITH_ENTITY } from "./hostile-pictures.ts";
import { bounds, quietWorker, task } from "./quiet-worker.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const MB = 2 ** 20;
const MOST_MEMORY = 256 * MB;
const worker = quietWorker();
const pictures = createPictures(worker, 2 * MB);
const { signal } = new AbortController();

test("a picture is taken upright, without metadata, and no larger than needed", async () => {
  const raw = flat(3000, 1500)
    .withExif({ IFD0: { Artist: "Ada" } })
    .withMetadata({ orientation: 6 });
  const { from, to } = await saved(await raw.jpeg().toBuffer());

  const size = await pictures.take({ from, to, signal });

  expect(size).toEqual({ width: 1280, height: 2560 });
  const facts = await sharp(to).metadata();
  expect(facts).toMatchObject({ format: "jpeg", width: 1280, height: 2560, space: "srgb" });
  expect([facts.exif, facts.icc, facts.xmp, facts.orientation]).toEqual(Array(4).fill(undefined));
});

test("a picture that is smaller than needed keeps its size", async () => {
  const { from, to } = await saved(await flat(100, 80).webp().toBuffer());

  expect(await pictures.take({ from, to, signal })).toEqual({ width: 100, height: 80 });
});

test("what is transparent becomes white", async () => {
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const clear = sharp({ create: { width: 80, height: 80, channels: 4, background } });
  const { from, to } = await saved(await clear.png().toBuffer());

  await pictures.take({ from, to, signal });

  expect(await colourAt(to, 40, 40)).toEqual([255, 255, 255]);
});

test("of a moving picture the first frame is taken", async () => {
  const { from, to } = await saved(gifOf(3, 64, 64));

  expect(await pictures.take({ from, to, signal })).toEqual({ width: 64, height: 64 });
});

test("a picture in CMYK comes out in the colours of screens", async () => {
  const { from, to } = await saved(await flat(80, 80).toColourspace("cmyk").jpeg().toBuffer());

  await pictures.take({ from, to, signal });

  expect(await sharp(to).metadata()).toMatchObject({ space: "srgb", channels: 3 });
});

test.each<[string, () => Promise<Buffer>, string]>([
  ["no bytes", async () => Buffer.alloc(0), "The picture is empty: it has 0 bytes."],
  ["a PDF", async () => Buffer.from("%PDF-1.7\n%âãÏÓ"), "This is a PDF, not a picture."],
  ["an SVG", async () => SVG_WITH_ENTITY, "SVG drawings cannot be read here."],
  ["too many bytes", async () => randomBytes(3 * MB), "The picture has 3 MB; at most 2 MB"],
  ["one pixel", () => flat(1, 1).png().toBuffer(), "The picture is 1×1 pixels; each side needs"],
  ["a thread", () => flat(100, 500).png().toBuffer(), "one side may be at most 4 times the other."],
  ["20 000 × 20 000 pixels", async () => pngHead(20_000, 20_000), "has 400 megapixels; at most 64"],
  ["a lie about its size", async () => pngHead(500, 500), "The picture is damaged or incomplete."],
  ["half a JPEG", halfOf(() => flat(900, 900).jpeg().toBuffer()), "damaged or incomplete."],
  ["half a WebP", halfOf(() => flat(900, 900).webp().toBuffer()), "damaged or incomplete."],
  ["noise behind a JPEG's first bytes", noisyJpeg, "damaged or incomplete."],
  [
    "a tiny AVIF of 6 megapixels",
    () => flat(3000, 2000).avif({ effort: 0 }).toBuffer(),
    "at most 5",
  ],
])("%s: refused in a sentence", async (_, make, sentence) => {
  const { from, to } = await saved(await make());

  const taking = pictures.take({ from, to, signal });

  await expect(taking).rejects.toThrow(UserError);
  await expect(taking).rejects.toThrow(sentence);
  expect(await readdir(dirname(to))).toEqual(["raw"]);
});

test("a picture that nobody waits for any more is no fault of the person", async () => {
  const { from, to } = await saved(await flat(100, 80).png().toBuffer());

  const taking = pictures.take({ from, to, signal: AbortSignal.abort() });

  await expect(taking).rejects.toMatchObject({ name: "MediaError", failure: "stopped" });
});

const DEEP = { bitdepth: 12, chromaSubsampling: "4:4:4", effort: 0 } as const;

const Measured = z.object({ peakBytes: z.number(), refusal: z.string().optional() });

/** The worst that the limits let through, and what they just refuse. */
test
  .skipIf(process.platform !== "linux")
  .each<[string, "taken" | "refused", () => Promise<Buffer>]>([
    ["a JPEG of 64 megapixels", "taken", () => flat(8000, 7990).jpeg().toBuffer()],
    [
      "a progressive CMYK JPEG",
      "taken",
      () => progressive().toColourspace("cmyk").jpeg(HELD).toBuffer(),
    ],
    ["an interlaced 16-bit PNG", "taken", () => deep(4000, 2990).png(HELD).toBuffer()],
    ["an interlaced PNG of 16 megapixels", "refused", () => deep(4000, 3990).png(HELD).toBuffer()],
    [
      "a transparent 12-bit AVIF",
      "taken",
      () => flat(2500, 1990).ensureAlpha(0.5).avif(DEEP).toBuffer(),
    ],
    ["a GIF of 16 megapixels", "taken", () => flat(4000, 3990).gif({ effort: 1 }).toBuffer()],
    ["a GIF of 6000 frames", "taken", async () => gifOf(6000, 300, 300)],
    ["a PNG of 400 megapixels", "refused", async () => pngHead(20_000, 20_000)],
  ])("%s is %s in less than 256 MiB", async (_, outcome, make) => {
  const { from, to } = await saved(await make());

  const answer = await worker.run(task("measured-take", { from, to, maxBytes: 20 * MB }), bounds());

  const { peakBytes, refusal } = Measured.parse(answer);
  expect(peakBytes).toBeLessThan(MOST_MEMORY);
  expect(refusal === undefined ? "taken" : "refused").toBe(outcome);
});

test("a picture that nearly fits is cropped to exactly the wanted size", async () => {
  const { from, to } = await saved(await flat(1000, 700).jpeg().toBuffer());

  await pictures.prepare({ from, to, width: 640, height: 360, format: "jpeg", signal });

  expect(await sharp(to).metadata()).toMatchObject({ format: "jpeg", width: 640, height: 360 });
  expect(await colourAt(to, 2, 2)).toEqual(await colourAt(to, 320, 180));
});

test("a picture that a crop would spoil stays whole before a darker frame", async () => {
  const { from, to } = await saved(await flat(1000, 700).jpeg().toBuffer());

  await pictures.prepare({ from, to, width: 360, height: 640, format: "png", signal });

  expect(await sharp(to).metadata()).toMatchObject({ format: "png", width: 360, height: 640 });
  const [frame = 0] = await colourAt(to, 180, 4);
  const [middle = 0] = await colourAt(to, 180, 320);
  expect(frame).toBeLessThan(middle - 20);
});

const HELD = { progressive: true, chromaSubsampling: "4:4:4" } as const;

function progressive() {
  return flat(4000, 3990);
}

function deep(width: number, height: number) {
  return flat(width, height)
    .ensureAlpha(0.5)
    .toColourspace("rgb16")
    .withMetadata({ orientation: 6 });
}

function halfOf(make: () => Promise<Buffer>) {
  return async () => {
    const whole = await make();
    return whole.subarray(0, whole.length / 2);
  };
}

async function noisyJpeg(): Promise<Buffer> {
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(5000)]);
}

async function saved(bytes: Buffer) {
  const folder = await temporaryFolder();
  const from = join(folder, "raw");
  await writeFile(from, bytes);
  return { from, to: join(folder, "taken") };
}

async function colourAt(path: string, left: number, top: number): Promise<number[]> {
  const { data } = await sharp(path)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}
