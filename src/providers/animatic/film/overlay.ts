import { lookOf } from "./looks.ts";
import type { Picture } from "./picture.ts";
import { rasterize } from "./raster.ts";
import { toSprite } from "./sprite.ts";
import type { Sprite } from "./sprite.ts";

/** Writing that lies over the film at its place in the frame, untouched by the film's look. */
export interface Overlay {
  readonly sprite: Sprite;
  readonly left: number;
  readonly top: number;
}

/** Paints an SVG of the frame's size. `undefined` when it is empty. */
export function toOverlay(svg: string): Overlay | undefined {
  const raster = rasterize(svg);
  const sprite = toSprite(raster, lookOf("clean"));
  return sprite && { sprite, left: sprite.left, top: sprite.top };
}

export function drawOverlay(into: Picture, overlay: Overlay | undefined, opacity: number): void {
  if (!overlay || opacity <= 0) return;
  const { sprite, left, top } = overlay;
  const strength = Math.round(opacity * 256);
  const half = into.width >> 1;
  for (let row = 0, at = 0; row < sprite.height; row++) {
    for (let column = 0; column < sprite.width; column++, at++) {
      const share = ((sprite.alpha[at] ?? 0) * strength) >> 8;
      if (share === 0) continue;
      const x = column + left;
      const y = row + top;
      const target = y * into.width + x;
      into.y[target] =
        (((into.y[target] ?? 0) * (255 - share)) / 255 + (((sprite.y[at] ?? 0) * strength) >> 8)) |
        0;
      if ((x & 1) === 1 || (y & 1) === 1) continue;
      const pair = (y >> 1) * half + (x >> 1);
      into.u[pair] =
        128 +
        (((into.u[pair] ?? 128) - 128) * (255 - share)) / 255 +
        (((sprite.u[at] ?? 0) * strength) >> 8);
      into.v[pair] =
        128 +
        (((into.v[pair] ?? 128) - 128) * (255 - share)) / 255 +
        (((sprite.v[at] ?? 0) * strength) >> 8);
    }
  }
}
