import { darker, lighter, mix } from "../paint/colour.ts";
import { path, rect } from "../paint/shapes.ts";
import type { Glint, Stage } from "../paint/stage.ts";

const SEA = "#2f86b5";

/** Water from `top` down: stripes of sky, a road of light under the sun, crests that come nearer. */
export function paintSea(
  stage: Stage,
  top: number,
  sunX: number,
  bottom = stage.height,
): readonly Glint[] {
  const { width, height, canvas, light, unit, random } = stage;
  const near = stage.lit(SEA, 0.9);
  const fill = canvas.linear([
    { at: 0, colour: mix(light.sky[2], near, 0.3) },
    { at: 0.18, colour: mix(light.sky[1], near, 0.5) },
    { at: 0.6, colour: near },
    { at: 1, colour: darker(near, 0.5) },
  ]);
  canvas.add(0.1, rect(0, top, width, height - top, fill));
  canvas.ground(top, 0.1, 1);
  const shapes: string[] = [];
  const spots: Glint[] = [];
  const span = bottom - top;
  for (let index = 0; index < 260; index++) {
    const depth = random.next() ** 1.5;
    const y = top + depth * span;
    const shining = random.chance(0.42);
    const reach = width * (0.025 + depth * 0.16);
    const x = shining
      ? sunX + (random.next() + random.next() - 1) * reach
      : random.between(0, width);
    const wide = unit * (0.004 + depth * 0.075) * random.between(0.4, 1.4);
    const colour = shining
      ? light.sun
      : random.chance(0.5)
        ? lighter(near, 0.25)
        : darker(near, 0.3);
    shapes.push(
      wavelet(
        x,
        y,
        wide,
        unit * (0.0011 + depth * 0.0042),
        colour,
        (shining ? 0.6 : 0.3) * random.between(0.4, 1),
      ),
    );
    if (shining && depth < 0.6 && spots.length < 26)
      spots.push({ x, y, radius: unit * (0.002 + depth * 0.006), colour: light.sun, flicker: 1 });
  }
  canvas.glaze(...shapes);
  return spots;
}

/** A lens-shaped stroke, as brushes leave it on water. */
function wavelet(
  x: number,
  y: number,
  wide: number,
  high: number,
  colour: string,
  opacity: number,
): string {
  const r = (value: number) => Math.round(value * 10) / 10;
  return path(
    `M${r(x - wide)} ${r(y)}Q${r(x)} ${r(y - high * 2)} ${r(x + wide)} ${r(y)}Q${r(x)} ${r(y + high)} ${r(x - wide)} ${r(y)}Z`,
    colour,
    Math.round(opacity * 100) / 100,
  );
}
