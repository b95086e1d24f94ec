import sharp from "sharp";
import type { Region } from "sharp";

/** Colours as Y, U and V in BT.709, limited range, and as RGB. */
export const CRIMSON = { yuv: [75, 126, 197], rgb: [192, 32, 64] } as const;
export const TEAL = { yuv: [104, 137, 76], rgb: [8, 128, 120] } as const;

/** How far the mean colour of a picture, or of a part of it, is from a colour, in its worst channel. */
export async function distanceTo(
  colour: readonly number[],
  picture: string | Buffer,
  region?: Region,
): Promise<number> {
  const part = region ? await sharp(picture).extract(region).png().toBuffer() : picture;
  const { data } = await sharp(part).resize(1, 1).raw().toBuffer({ resolveWithObject: true });
  return Math.max(...colour.map((value, channel) => Math.abs(value - (data[channel] ?? 0))));
}
