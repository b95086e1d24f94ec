import type { Random } from "../random.ts";
import type { Look } from "./looks.ts";
import type { Picture } from "./picture.ts";

const NOISE = 1 << 16;
const FOG = 256; // side of the haze tile

/** The last coat on a frame: drifting haze, dark corners, grain. */
export interface Finish {
  /** `flash` adds light to everything, for lightning. */
  apply(into: Picture, frame: number, seconds: number, fog: number, flash: number): void;
}

export function createFinish(width: number, height: number, look: Look, random: Random): Finish {
  const vignette = vignetteOf(width, height, look.vignette);
  const grain = Int8Array.from({ length: NOISE }, () =>
    Math.round((random.next() + random.next() + random.next() - 1.5) * look.grain),
  );
  const haze = hazeTile(random);

  return {
    apply(into, frame, seconds, fog, flash) {
      const driftX = (seconds * 9) | 0;
      const driftY = (seconds * 2) | 0;
      const { y } = into;
      for (let row = 0, at = 0; row < height; row++) {
        let noise = (Math.imul(frame, 104_729) + Math.imul(row, 7919)) & (NOISE - 1);
        const strength = (fog * Math.min(1, 0.25 + row / height)) | 0;
        const line = ((row * 0.36 + driftY) & (FOG - 1)) * FOG;
        for (let column = 0; column < width; column++, at++) {
          let value = (y[at] ?? 0) + flash;
          if (strength > 0)
            value += ((haze[line + (((column >> 2) + driftX) & (FOG - 1))] ?? 0) * strength) >> 8;
          value = 16 + (((value - 16) * (vignette[at] ?? 255)) >> 8) + (grain[noise] ?? 0);
          noise = (noise + 1) & (NOISE - 1);
          y[at] = value < 16 ? 16 : value > 235 ? 235 : value;
        }
      }
    },
  };
}

function vignetteOf(width: number, height: number, strength: number): Uint8Array {
  const table = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      const distance = ((column / width - 0.5) ** 2 + (row / height - 0.5) ** 2) * 1.39;
      table[at] = 255 * (1 - strength * Math.min(1, distance * distance * 5.2));
    }
  }
  return table;
}

/** Clouds of noise in four sizes; the tile joins itself without a seam. */
function hazeTile(random: Random): Uint8Array {
  const sum = new Float32Array(FOG * FOG);
  for (const [cells, weight] of [
    [8, 1],
    [16, 0.5],
    [32, 0.25],
    [64, 0.12],
  ] as const) {
    const knots = Float32Array.from({ length: cells * cells }, () => random.next());
    const knot = (column: number, row: number) =>
      knots[(row % cells) * cells + (column % cells)] ?? 0;
    for (let row = 0, at = 0; row < FOG; row++) {
      for (let column = 0; column < FOG; column++, at++) {
        const x = (column * cells) / FOG;
        const y = (row * cells) / FOG;
        const [left, top] = [x | 0, y | 0];
        const [partX, partY] = [soft(x - left), soft(y - top)];
        const upper = knot(left, top) * (1 - partX) + knot(left + 1, top) * partX;
        const lower = knot(left, top + 1) * (1 - partX) + knot(left + 1, top + 1) * partX;
        sum[at] = (sum[at] ?? 0) + weight * (upper * (1 - partY) + lower * partY);
      }
    }
  }
  return Uint8Array.from(sum, (value) => Math.max(0, Math.min(255, (value / 1.87 - 0.42) * 520)));
}

function soft(part: number): number {
  return part * part * (3 - 2 * part);
}
