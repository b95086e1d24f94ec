import { glow } from "./brushes.ts";
import type { Sheet } from "./brushes.ts";
import type { Paint } from "./looks.ts";

export const PARTY: readonly Paint[] = [
  { y: 120, u: 100, v: 220 },
  { y: 190, u: 40, v: 150 },
  { y: 130, u: 190, v: 90 },
  { y: 160, u: 90, v: 70 },
];
export const GOLD: Paint = { y: 225, u: 112, v: 136 };

export interface Burst {
  readonly x: number;
  readonly y: number;
  readonly start: number;
  readonly kind: number;
}

/** A rocket's flower of sparks, again and again. */
export function drawBurst(into: Sheet, { x, y, start, kind }: Burst, seconds: number): void {
  const age = (((seconds - start) % 4) + 4) % 4;
  if (age > 1.9) return;
  const unit = Math.sqrt(into.width * into.height) / 960;
  const reach = 170 * unit * (1 - Math.exp(-age * 2.6));
  const paint = PARTY[kind] ?? GOLD;
  for (let spark = 0; spark < 44; spark++) {
    const angle = spark * 2.399;
    const out = reach * (0.55 + 0.45 * (((spark * 37) % 44) / 44));
    glow(
      into,
      x * into.width + Math.cos(angle) * out,
      y * into.height + Math.sin(angle) * out + 46 * unit * age * age,
      5 * unit,
      { ...paint, y: 225 },
      Math.max(0, 1 - age / 1.9),
    );
  }
}
