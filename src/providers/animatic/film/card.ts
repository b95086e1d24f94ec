import type { Raster } from "./raster.ts";

/** A picture with round corners, and its shadow on all sides within `margin`. */
export function framed(card: Raster, margin: number): Raster {
  const width = card.width + margin * 2;
  const height = card.height + margin * 2;
  const pixels = new Uint8Array(width * height * 4);
  const round = margin * 0.42;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const inside = -distanceTo(x - margin, y - margin, card, round);
      const shadow = Math.max(
        0,
        1 + -distanceTo(x - margin, y - margin * 1.25, card, round) / (margin * 0.75),
      );
      const share = Math.min(1, Math.max(0, inside + 0.5));
      const from = ((y - margin) * card.width + x - margin) * 4;
      for (let channel = 0; channel < 3; channel++)
        pixels[at + channel] = share > 0 ? (card.pixels[from + channel] ?? 0) * share : 0;
      pixels[at + 3] = 255 * Math.max(share, Math.min(1, shadow) ** 2 * 0.55);
    }
  }
  return { width, height, pixels };
}

/** How far a point lies outside a card with round corners; negative inside. */
function distanceTo(
  x: number,
  y: number,
  { width, height }: Pick<Raster, "width" | "height">,
  round: number,
): number {
  const dx = Math.abs(x - width / 2) - (width / 2 - round);
  const dy = Math.abs(y - height / 2) - (height / 2 - round);
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
}
