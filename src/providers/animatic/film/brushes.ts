import type { Paint } from "./looks.ts";
import type { Picture } from "./picture.ts";

export const WHITE: Paint = { y: 235, u: 128, v: 128 };

/** A part of a picture, its edges included. */
export interface Clip {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A picture that is drawn on within bounds. */
export interface Sheet extends Picture {
  readonly clip: Clip;
}

/** The picture itself as a sheet; bounds beyond its edges are cut. */
export function sheetOf(picture: Picture, clip: Clip = EVERYWHERE): Sheet {
  return {
    ...picture,
    clip: {
      left: Math.max(0, Math.ceil(clip.left)),
      right: Math.min(picture.width - 1, Math.floor(clip.right)),
      top: Math.max(0, Math.ceil(clip.top)),
      bottom: Math.min(picture.height - 1, Math.floor(clip.bottom)),
    },
  };
}

const EVERYWHERE: Clip = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };

/** Mixes one pixel, and the chroma under it, toward a paint. */
function mixPixel(into: Sheet, x: number, y: number, paint: Paint, share: number): void {
  const at = y * into.width + x;
  const value = into.y[at] ?? 0;
  into.y[at] = value + (paint.y - value) * share;
  if ((x & 1) === 1 || (y & 1) === 1) return;
  const pair = (y >> 1) * (into.width >> 1) + (x >> 1);
  into.u[pair] = (into.u[pair] ?? 128) + (paint.u - (into.u[pair] ?? 128)) * share;
  into.v[pair] = (into.v[pair] ?? 128) + (paint.v - (into.v[pair] ?? 128)) * share;
}

/** Calls `ink` for each pixel of a disc with its distance from the middle, from 0 to 1, squared. */
function disc(
  into: Sheet,
  x: number,
  y: number,
  radius: number,
  ink: (x: number, y: number, distance: number) => void,
): void {
  const left = Math.max(into.clip.left, Math.ceil(x - radius));
  const right = Math.min(into.clip.right, Math.floor(x + radius));
  const bottom = Math.min(into.clip.bottom, Math.floor(y + radius));
  for (let row = Math.max(into.clip.top, Math.ceil(y - radius)); row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const distance = ((column - x) ** 2 + (row - y) ** 2) / (radius * radius);
      if (distance < 1) ink(column, row, distance);
    }
  }
}

export function dot(
  into: Sheet,
  x: number,
  y: number,
  radius: number,
  paint: Paint,
  strength: number,
): void {
  disc(into, x, y, radius, (column, row, distance) =>
    mixPixel(into, column, row, paint, strength * Math.min(1, (1 - distance) * 2)),
  );
}

/** A light with a bright heart and a soft edge. */
export function glow(
  into: Sheet,
  x: number,
  y: number,
  radius: number,
  paint: Paint,
  strength: number,
): void {
  disc(into, x, y, radius, (column, row, distance) =>
    mixPixel(into, column, row, paint, Math.max(0, strength) * (1 - distance) ** 3),
  );
}

/** A large, soft glow, worked out for four pixels at once. */
export function bloom(
  into: Picture,
  x: number,
  y: number,
  radius: number,
  paint: Paint,
  strength: number,
): void {
  const { width, height } = into;
  const half = width >> 1;
  const right = Math.min(half - 1, ((x + radius) / 2) | 0);
  const bottom = Math.min((height >> 1) - 1, ((y + radius) / 2) | 0);
  for (let row = Math.max(0, ((y - radius) / 2) | 0); row <= bottom; row++) {
    for (let column = Math.max(0, ((x - radius) / 2) | 0); column <= right; column++) {
      const distance = ((column * 2 - x) ** 2 + (row * 2 - y) ** 2) / (radius * radius);
      if (distance >= 1) continue;
      const share = strength * (1 - distance) ** 3;
      const at = row * 2 * width + column * 2;
      for (const pixel of [at, at + 1, at + width, at + width + 1])
        into.y[pixel] = (into.y[pixel] ?? 0) + (paint.y - (into.y[pixel] ?? 0)) * share;
      const pair = row * half + column;
      into.u[pair] = (into.u[pair] ?? 128) + (paint.u - (into.u[pair] ?? 128)) * share;
      into.v[pair] = (into.v[pair] ?? 128) + (paint.v - (into.v[pair] ?? 128)) * share;
    }
  }
}

export function ring(into: Sheet, x: number, y: number, radius: number, strength: number): void {
  disc(into, x, y, radius, (column, row, distance) =>
    mixPixel(
      into,
      column,
      row,
      WHITE,
      strength * (distance > 0.55 ? 1 - Math.abs(distance - 0.78) / 0.23 : 0.12),
    ),
  );
}

/** A small leaf that turns: an ellipse whose width swings. */
export function flake(
  into: Sheet,
  x: number,
  y: number,
  radius: number,
  turn: number,
  paint: Paint,
): void {
  const wide = Math.max(0.25, Math.abs(Math.sin(turn)));
  const [cosine, sine] = [Math.cos(turn * 0.7), Math.sin(turn * 0.7)];
  disc(into, x, y, radius, (column, row) => {
    const along = (column - x) * cosine + (row - y) * sine;
    const across = ((row - y) * cosine - (column - x) * sine) / (0.55 * wide);
    const distance = (along * along + across * across) / (radius * radius);
    if (distance < 1)
      mixPixel(
        into,
        column,
        row,
        { ...paint, y: paint.y * (0.75 + 0.25 * wide) },
        Math.min(1, (1 - distance) * 3) * 0.92,
      );
  });
}

export function streak(into: Sheet, x: number, y: number, length: number, light: number): void {
  const { clip } = into;
  for (let step = 0; step < length; step++) {
    const column = (x - step * 0.12) | 0;
    const row = (y + step) | 0;
    if (column < clip.left || column > clip.right || row < clip.top || row > clip.bottom) continue;
    const at = row * into.width + column;
    into.y[at] = Math.min(235, (into.y[at] ?? 0) + light * (1 - Math.abs((step / length) * 2 - 1)));
  }
}
