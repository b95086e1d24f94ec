import { UserError } from "../../errors.ts";
import type { PictureFormat } from "./format.ts";

/** What a picture says about itself before any of it is decoded. */
export interface PictureFacts {
  readonly format: PictureFormat;
  /** As it is shown, so after a rotation. */
  readonly width: number;
  readonly height: number;
  /** Interlaced PNG, progressive JPEG: cannot be decoded line by line. */
  readonly isProgressive: boolean;
  /** Only its first frame is taken. */
  readonly isAnimated: boolean;
}

const MIN_SIDE = 64;
const MAX_RATIO = 4;

/**
 * What fits into the memory of the process that reads it, by measurement: most files are decoded
 * line by line, some must be held as a whole, and AVIF needs up to 25 bytes for each pixel.
 */
const MAX_PIXELS = { streamed: 64e6, held: 16e6, interlaced: 12e6, avif: 5e6 };

/** Throws `UserError` when a picture is too small, too long or would need too much memory. */
export function checkLimits(facts: PictureFacts): void {
  const { width, height } = facts;
  const most = maxPixels(facts);
  if (width * height > most)
    throw new UserError(
      "The picture has {{size, number}} megapixels; at most {{most, number}} are possible for this kind of file. Save it smaller, as a JPEG, and send that.",
      { size: megapixels(width * height), most: megapixels(most) },
    );
  if (Math.min(width, height) < MIN_SIDE)
    throw new UserError(
      "The picture is {{width}}×{{height}} pixels; each side needs at least {{least}}.",
      { width, height, least: MIN_SIDE },
    );
  if (Math.max(width, height) / Math.min(width, height) > MAX_RATIO)
    throw new UserError(
      "The picture is {{width}}×{{height}} pixels; one side may be at most {{most}} times the other.",
      { width, height, most: MAX_RATIO },
    );
}

function maxPixels({ format, isProgressive, isAnimated }: PictureFacts): number {
  if (format === "avif") return MAX_PIXELS.avif;
  if (format === "png" && isProgressive) return MAX_PIXELS.interlaced;
  const isHeld = format === "gif" || isProgressive || isAnimated;
  return isHeld ? MAX_PIXELS.held : MAX_PIXELS.streamed;
}

function megapixels(pixels: number): number {
  return Math.ceil(pixels / 1e5) / 10;
}
