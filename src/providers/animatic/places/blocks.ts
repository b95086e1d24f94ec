import { darker, lighter } from "../paint/colour.ts";
import type { Colour } from "../paint/colour.ts";
import { circle, ellipse, polygon, rect } from "../paint/shapes.ts";
import type { Glint, Stage } from "../paint/stage.ts";

export const NEON: readonly Colour[] = ["#ff4fa3", "#3df0ff", "#ffd84d", "#9d6bff", "#5dff9b"];

export function paintBlocks(
  stage: Stage,
  near: number,
  base: number,
  tall: number,
  wide: number,
): readonly Glint[] {
  const { width, canvas, random, light, shot } = stage;
  const bodies: string[] = [];
  const glints: Glint[] = [];
  for (let x = -wide * 0.3; x < width;) {
    const across = wide * random.between(0.6, 1.25);
    const high = tall * (0.3 + random.next() ** 1.6 * 0.75);
    const wall = stage.lit(
      light.lamps
        ? random.pick("#5f6f92", "#6d6a8e", "#536582", "#7b7391")
        : random.pick("#7f93ad", "#b98a78", "#c9b394", "#8fa9b0", "#a08aa8"),
      near,
    );
    const top = base - high;
    bodies.push(
      rect(x, top, across, stage.height - top, wall),
      rect(x + across * 0.62, top, across * 0.38, stage.height - top, darker(wall, 0.16)),
      roof(stage, x, top, across, wall, near),
    );
    bodies.push(windows(stage, x, top, across, high, near));
    if (light.lamps && near > 0.25 && random.chance(0.55))
      glints.push({
        x: x + across * random.between(0.2, 0.8),
        y: top + high * random.between(0.1, 0.6),
        radius: stage.unit * 0.005,
        colour: "#ffe2a0",
        flicker: 0.7,
      });
    if (shot.time === "neon" && near > 0.25 && random.chance(0.5))
      bodies.push(
        sign(
          stage,
          x + across * 0.12,
          top + high * random.between(0.12, 0.4),
          across * 0.16,
          high * 0.3,
        ),
      );
    x += across + (random.chance(0.25) ? wide * 0.15 : 0);
  }
  canvas.add(near, ...bodies);
  return glints;
}

function roof(
  { random, unit }: Stage,
  x: number,
  top: number,
  across: number,
  wall: Colour,
  near: number,
): string {
  const mast = unit * (0.02 + near * 0.05);
  if (random.chance(0.25))
    return (
      rect(x + across * 0.48, top - mast * 1.6, Math.max(1.2, unit * 0.003), mast * 1.6, wall) +
      circle(x + across * 0.49, top - mast * 1.6, unit * 0.003, "#ff6b5a")
    );
  if (random.chance(0.3))
    return (
      rect(x + across * 0.2, top - mast * 0.5, across * 0.6, mast * 0.55, wall) +
      rect(x + across * 0.35, top - mast * 0.9, across * 0.3, mast * 0.5, wall)
    );
  if (random.chance(0.2))
    return polygon(
      [
        [x, top + 1],
        [x + across * 0.5, top - mast * 1.3],
        [x + across, top + 1],
      ],
      wall,
    );
  return "";
}

function windows(
  { random, light, unit, shot }: Stage,
  x: number,
  top: number,
  across: number,
  high: number,
  near: number,
): string {
  const size = unit * (0.006 + near * 0.009);
  const columns = Math.max(1, Math.floor(across / (size * 2.1)));
  const rows = Math.min(26, Math.floor(high / (size * 2.7)));
  const gap = across / columns;
  const panes: string[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!random.chance(light.lamps ? 0.42 : 0.75)) continue;
      const glow =
        shot.time === "neon"
          ? random.pick("#ffd98a", "#ff8ac6", "#7ff0ff", "#ffd98a")
          : random.pick("#ffd98a", "#ffe9b8", "#ffc46b");
      const colour = light.lamps ? glow : lighter(light.sky[1], 0.3);
      panes.push(
        rect(
          x + column * gap + (gap - size) / 2,
          top + size * 1.4 + row * size * 2.7,
          size,
          size * 1.5,
          colour,
          light.lamps ? random.between(0.35, 1) : 0.4,
        ),
      );
    }
  }
  return panes.join("");
}

function sign({ random, canvas }: Stage, x: number, y: number, wide: number, high: number): string {
  const colour = NEON[random.whole(0, NEON.length - 1)] ?? "#ff4fa3";
  const glow = canvas.radial([
    { at: 0, colour, opacity: 0.55 },
    { at: 1, colour, opacity: 0 },
  ]);
  const strokes = Array.from({ length: 4 }, (_, index) =>
    rect(x + wide * 0.25, y + high * (0.1 + index * 0.22), wide * 0.5, high * 0.1, "#ffffff", 0.85),
  );
  return (
    ellipse(x + wide / 2, y + high / 2, wide * 2.4, high * 0.9, glow) +
    rect(x, y, wide, high, darker(colour, 0.2), 0.95, wide * 0.2) +
    strokes.join("")
  );
}
