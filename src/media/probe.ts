import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { bodyOf, broken, childAt, readingBoxes, topBoxes } from "./mp4/boxes.ts";
import type { TopBox } from "./mp4/boxes.ts";
import { measureFragments } from "./mp4/fragments.ts";
import { readClock, tracksOf } from "./mp4/tracks.ts";
import type { Rotation } from "./mp4/tracks.ts";

/** What a clip is, as its own index tells it. */
export interface ClipFacts {
  readonly bytes: number;
  readonly seconds: number;
  /** As it is shown, so after a rotation. */
  readonly width: number;
  readonly height: number;
  /** By how many degrees clockwise a player turns what is stored. */
  readonly rotation: Rotation;
  readonly fps: number;
  /** Four characters: `avc1`, `hvc1`, `av01`. */
  readonly videoCodec: string;
  /** Absent in a silent film. */
  readonly audioCodec: string | undefined;
  /** Whether it can be played before it has been loaded to its end. */
  readonly faststart: boolean;
  readonly fragmented: boolean;
  /** Whether it carries a signed statement of its origin, which any change of the file breaks. */
  readonly hasC2pa: boolean;
}

const MAX_INDEX = 64 * 2 ** 20; // bytes
/** What no model makes, and no machine like this one should be made to decode. */
const MOST = { seconds: 3600, pixels: 8192 * 8192, fps: 1000 };
const C2PA = "d8fec3d61b0e483c92975828877ec481";

/**
 * Reads what a clip is, without decoding any of it. Throws `MediaError` (`broken`) when it is not
 * an MP4 video, is cut off, or contradicts itself. Reads the index only, whatever the file claims.
 */
export async function probeClip(path: string): Promise<ClipFacts> {
  await using file = await open(path);
  return await readingBoxes(() => readFacts(file));
}

async function readFacts(file: FileHandle): Promise<ClipFacts> {
  const { size: bytes } = await file.stat();
  const boxes = await topBoxes(file, bytes);
  const index = boxes.find(({ type }) => type === "moov");
  if (index === undefined) throw broken("It has no index.");
  const moov = await bodyOf(file, index, MAX_INDEX);
  const tracks = tracksOf(moov);
  const video = tracks.find(({ kind }) => kind === "video");
  if (video === undefined) throw broken("It has no picture.");

  const media = boxes.filter(({ type }) => type === "mdat");
  const room = media.reduce((total, { size, header }) => total + size - header, 0);
  const needed = tracks.reduce((total, { sampleBytes }) => total + sampleBytes, 0);
  if (needed > room || media.length === 0) throw broken("It is incomplete.");

  const fragmented = childAt(moov, "mvex") !== undefined;
  const { samples, seconds } = fragmented
    ? await measureFragments(file, boxes, moov, video)
    : { samples: video.samples, seconds: video.seconds };
  const { width, height, rotation } = video;
  if (!(seconds > 0 && samples > 0 && width > 0 && height > 0)) throw broken("It is empty.");
  const whole = fragmented ? seconds : wholeLength(moov) || seconds;
  const isBeyondReason =
    samples > room ||
    samples / seconds > MOST.fps ||
    Math.max(seconds, whole) > MOST.seconds ||
    width * height > MOST.pixels;
  if (isBeyondReason) throw broken("Its index makes no sense.");

  return {
    bytes,
    seconds: whole,
    width,
    height,
    rotation,
    fps: Number((samples / seconds).toFixed(3)),
    videoCodec: video.codec,
    audioCodec: tracks.find(({ kind }) => kind === "audio")?.codec,
    faststart: media.every(({ start }) => start > index.start),
    fragmented,
    hasC2pa: await hasC2pa(file, boxes),
  };
}

/** The longest track decides; sound may end after the picture. */
function wholeLength(moov: Buffer): number {
  const header = childAt(moov, "mvhd");
  return header === undefined ? 0 : readClock(header).seconds;
}

async function hasC2pa(file: FileHandle, boxes: readonly TopBox[]): Promise<boolean> {
  const id = Buffer.alloc(16);
  for (const box of boxes) {
    if (box.type !== "uuid" || box.size < box.header + id.length) continue;
    await file.read(id, 0, id.length, box.start + box.header);
    if (id.toString("hex") === C2PA) return true;
  }
  return false;
}
