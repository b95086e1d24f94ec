import type { Rgb } from "../paint/colour.ts";
import { after, TO_YUV } from "./looks.ts";
import type { Look } from "./looks.ts";
import type { Picture } from "./picture.ts";
import { toneCurve } from "./plate.ts";
import type { Raster } from "./raster.ts";

/** A cut-out that moves over the plate: planes of one size, already multiplied by their alpha. */
export interface Sprite {
  readonly width: number;
  readonly height: number;
  readonly alpha: Uint8Array;
  readonly y: Uint8Array;
  /** Away from grey, so they may be negative. */
  readonly u: Int16Array;
  readonly v: Int16Array;
  /** The point that stands on the ground, from the sprite's upper left corner. */
  readonly foot: { readonly x: number; readonly y: number };
  /** Where it lay in the drawing it was cut from. */
  readonly left: number;
  readonly top: number;
}

/** How a sprite lies in a picture. */
export interface Placing {
  /** Where its foot is. */
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly turn: number;
  readonly opacity: number;
  /** How far rows sway sideways, in pixels of the sprite, by their distance from the foot. */
  sway?(distance: number): number;
}

/** The light on a sprite: what colours it, what edges it, and from which side. */
export interface Lighting {
  readonly ambient: Rgb;
  readonly rim: Rgb;
  readonly rimStrength: number;
  readonly side: -1 | 1;
}

/** Cuts a drawing to its shape, lights it and grades it. `undefined` when there is nothing in it. */
export function toSprite(raster: Raster, look: Look, lighting?: Lighting): Sprite | undefined {
  const box = shapeOf(raster);
  if (!box) return undefined;
  const { left, top, width, height } = box;
  const [luma, blue, red] = after(look.colours, TO_YUV);
  const curve = toneCurve(look.tones);
  const count = width * height;
  const sprite = {
    width,
    height,
    alpha: new Uint8Array(count),
    y: new Uint8Array(count),
    u: new Int16Array(count),
    v: new Int16Array(count),
    foot: { x: width / 2, y: height },
    left,
    top,
  };
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const from = ((row + top) * raster.width + column + left) * 4;
      const alpha = raster.pixels[from + 3] ?? 0;
      if (alpha === 0) continue;
      const [r, g, b] = lightAt(raster, from, alpha, row / height, lighting);
      const share = alpha / 255;
      sprite.alpha[at] = alpha;
      const value = luma[0] * r + luma[1] * g + luma[2] * b + luma[3];
      sprite.y[at] = (curve[Math.max(0, Math.min(255, value | 0))] ?? 16) * share;
      sprite.u[at] = (blue[0] * r + blue[1] * g + blue[2] * b + blue[3] - 128) * share;
      sprite.v[at] = (red[0] * r + red[1] * g + red[2] * b + red[3] - 128) * share;
    }
  }
  return sprite;
}

/** A pixel in the light: coloured by it, darker toward the ground, bright where an edge meets the sun. */
function lightAt(
  { pixels, width }: Raster,
  from: number,
  alpha: number,
  down: number,
  lighting?: Lighting,
): Rgb {
  const whole = 255 / alpha;
  const r = (pixels[from] ?? 0) * whole;
  const g = (pixels[from + 1] ?? 0) * whole;
  const b = (pixels[from + 2] ?? 0) * whole;
  if (!lighting) return [r, g, b];
  const { ambient, rim, rimStrength, side } = lighting;
  const shade = 1 - 0.22 * Math.max(0, down - 0.55) * 2.2;
  const reach = Math.max(1, Math.round(width / 130));
  const beyond = pixels[from + (side * reach - reach * width) * 4 + 3] ?? 0;
  const edge = beyond < 128 && alpha > 200 ? rimStrength * (1 - beyond / 128) : 0;
  const light = (value: number, channel: 0 | 1 | 2) => {
    const lit = value * ambient[channel] * shade;
    return lit + (rim[channel] - lit) * edge;
  };
  return [light(r, 0), light(g, 1), light(b, 2)];
}

function shapeOf({ width, height, pixels }: Raster) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if ((pixels[(row * width + column) * 4 + 3] ?? 0) < 8) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Lays a sprite into a picture. What falls outside is left out. */
export function drawSprite(into: Picture, sprite: Sprite, placing: Placing): void {
  const cosine = Math.cos(placing.turn);
  const sine = Math.sin(placing.turn);
  const { left, right, top, bottom } = reachOf(into, sprite, placing, cosine, sine);
  const half = into.width >> 1;
  const { width, alpha } = sprite;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const dx = x - placing.x;
      const dy = y - placing.y;
      const row = (dy * cosine - dx * sine) / placing.scaleY + sprite.foot.y;
      if (row < 0 || row >= sprite.height - 1) continue;
      const lean = placing.sway?.(sprite.foot.y - row) ?? 0;
      const column = (dx * cosine + dy * sine) / placing.scaleX + sprite.foot.x + lean;
      if (column < 0 || column >= width - 1) continue;
      const at = (row | 0) * width + (column | 0);
      const partX = column - (column | 0);
      const partY = row - (row | 0);
      const share = mixed(alpha, at, width, partX, partY) * placing.opacity;
      if (share < 1) continue;
      const target = y * into.width + x;
      into.y[target] =
        (into.y[target] ?? 0) * (1 - share / 255) +
        mixed(sprite.y, at, width, partX, partY) * placing.opacity;
      if ((x & 1) === 1 || (y & 1) === 1) continue;
      const pair = (y >> 1) * half + (x >> 1);
      const keep = 1 - share / 255;
      into.u[pair] =
        128 +
        ((into.u[pair] ?? 128) - 128) * keep +
        mixed(sprite.u, at, width, partX, partY) * placing.opacity;
      into.v[pair] =
        128 +
        ((into.v[pair] ?? 128) - 128) * keep +
        mixed(sprite.v, at, width, partX, partY) * placing.opacity;
    }
  }
}

function mixed(
  plane: Uint8Array | Int16Array,
  at: number,
  width: number,
  partX: number,
  partY: number,
): number {
  const upper = (plane[at] ?? 0) * (1 - partX) + (plane[at + 1] ?? 0) * partX;
  const lower = (plane[at + width] ?? 0) * (1 - partX) + (plane[at + width + 1] ?? 0) * partX;
  return upper * (1 - partY) + lower * partY;
}

/** The part of the picture that a placed sprite may touch. */
function reachOf(into: Picture, sprite: Sprite, placing: Placing, cosine: number, sine: number) {
  const slack = placing.sway ? sprite.width * 0.3 : 2;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const x of [-sprite.foot.x - slack, sprite.width - sprite.foot.x + slack]) {
    for (const y of [-sprite.foot.y, sprite.height - sprite.foot.y]) {
      const across = x * placing.scaleX;
      const down = y * placing.scaleY;
      xs.push(placing.x + across * cosine - down * sine);
      ys.push(placing.y + across * sine + down * cosine);
    }
  }
  return {
    left: Math.max(0, Math.floor(Math.min(...xs))),
    right: Math.min(into.width - 1, Math.ceil(Math.max(...xs))),
    top: Math.max(0, Math.floor(Math.min(...ys))),
    bottom: Math.min(into.height - 1, Math.ceil(Math.max(...ys))),
  };
}
