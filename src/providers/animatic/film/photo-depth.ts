import sharp from "sharp";
import { boxBlur } from "./plate.ts";
import type { Nearness } from "./plate.ts";
import type { Raster } from "./raster.ts";

/** Where the eye goes: the middle of the most salient part, in parts of the picture, never at its edge. */
export async function attentionOf({ width, height, pixels }: Raster) {
  const side = Math.round(Math.min(width, height) / 3);
  const { info } = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .resize(side, side, { fit: "cover", position: sharp.strategy.attention })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const inside = (value: number | undefined, whole: number, low: number, high: number) =>
    Math.min(high, Math.max(low, (value ?? whole / 2) / whole));
  return {
    x: inside(info.attentionX, width, 0.22, 0.78),
    y: inside(info.attentionY, height, 0.24, 0.7),
  };
}

/** Nobody knows how deep a photo is: the ground comes near, so does what is salient or rich in detail. */
export async function guessNearness(
  { width, height, pixels }: Raster,
  focus: { x: number; y: number },
): Promise<Nearness> {
  const small = { width: width >> 2, height: height >> 2 };
  const grey = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .resize(small.width, small.height, { fit: "fill" })
    .removeAlpha()
    .grayscale()
    .raw()
    .toBuffer();
  const soft = Uint8Array.from(grey);
  boxBlur(soft, small.width, small.height, 6);
  const detail = Uint8Array.from(grey, (value, at) =>
    Math.min(255, Math.abs(value - (soft[at] ?? 0)) * 6),
  );
  boxBlur(detail, small.width, small.height, Math.round(small.width / 20));
  boxBlur(detail, small.width, small.height, Math.round(small.width / 20));
  const most = detail.reduce((high, value) => Math.max(high, value), 1);
  const near = new Uint8Array(grey.length);
  for (let row = 0, at = 0; row < small.height; row++) {
    const floor = Math.max(0, (row / small.height - 0.25) / 0.75);
    for (let column = 0; column < small.width; column++, at++) {
      const dx = (column / small.width - focus.x) / 0.3;
      const dy = (row / small.height - focus.y) / 0.42;
      near[at] = Math.min(
        255,
        255 *
          (0.42 * floor + 0.36 * Math.exp(-(dx * dx + dy * dy)) + (0.3 * (detail[at] ?? 0)) / most),
      );
    }
  }
  boxBlur(near, small.width, small.height, Math.round(small.width / 40));
  boxBlur(near, small.width, small.height, Math.round(small.width / 40));
  return { ...small, grey: near };
}
