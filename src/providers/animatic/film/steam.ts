import { glow, WHITE } from "./brushes.ts";
import type { Sheet } from "./brushes.ts";

/** Wisps that rise from a cup, one after another. */
export function drawSteam(into: Sheet, x: number, y: number, tall: number, seconds: number): void {
  for (let wisp = 0; wisp < 7; wisp++) {
    const age = (seconds * 0.45 + wisp / 7) % 1;
    const drift = Math.sin(age * 5 + wisp * 2) * tall * 0.07;
    glow(
      into,
      x + drift + ((wisp % 3) - 1) * tall * 0.06,
      y - age * tall * 0.55,
      tall * (0.09 + age * 0.15),
      WHITE,
      0.5 * Math.sin(age * Math.PI),
    );
  }
}
