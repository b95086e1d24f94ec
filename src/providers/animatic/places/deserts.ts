import { darker, lighter, mix } from "../paint/colour.ts";
import { rock } from "../paint/flora.ts";
import { ellipse, path, polygon, rect } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";

const SAND = "#e8b36a";

/** Table mountains far away, dunes with a bright and a dark side. */
export function paintDesert(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const horizon = height * 0.6;
  const { sun, glints } = paintSky(stage, horizon);
  const mesas = Array.from({ length: 4 }, (_, index) =>
    mesa(
      stage,
      width * (index * 0.28 + random.between(0, 0.16)),
      horizon + 3,
      unit * random.between(0.12, 0.3),
      unit * random.between(0.07, 0.17),
    ),
  );
  canvas.add(0.16, ...mesas);
  paintHaze(stage, horizon, height * 0.2, 0.55);
  for (const [near, base] of [
    [0.4, 0.625],
    [0.6, 0.665],
    [0.86, 0.715],
  ] as const)
    paintDune(stage, base, near);
  canvas.ground(height * 0.715, 0.84, 1);
  const stones = Array.from({ length: 7 }, () =>
    rock(
      random,
      random.chance(0.5) ? width * random.between(0.02, 0.25) : width * random.between(0.75, 0.98),
      height * random.between(0.75, 0.86),
      unit * random.between(0.015, 0.045),
      stage.lit("#a5714a", 0.9),
    ),
  );
  canvas.add(
    0.92,
    ...stones,
    cactus(stage, width * (sun.x > width / 2 ? 0.13 : 0.87), height * 0.77, unit * 0.3),
  );
  return { y: height * 0.74, sun, glints };
}

function mesa(stage: Stage, x: number, base: number, half: number, high: number): string {
  const colour = stage.lit("#c0714f", 0.3);
  return (
    polygon(
      [
        [x - half, base],
        [x - half * 0.8, base - high * 0.55],
        [x - half * 0.66, base - high],
        [x + half * 0.6, base - high * 1.02],
        [x + half * 0.78, base - high * 0.5],
        [x + half, base],
      ],
      colour,
    ) +
    polygon(
      [
        [x + half * 0.1, base],
        [x + half * 0.2, base - high],
        [x + half * 0.6, base - high * 1.02],
        [x + half * 0.78, base - high * 0.5],
        [x + half, base],
      ],
      darker(colour, 0.14),
    )
  );
}

/** Crests from side to side: the slope beyond each crest lies in shade. */
function paintDune(stage: Stage, base: number, near: number): void {
  const { width, height, canvas, random, unit } = stage;
  const sand = stage.lit(SAND, near);
  const fill = canvas.linear([
    { at: 0, colour: lighter(sand, 0.14) },
    { at: 0.3, colour: sand },
    { at: 1, colour: darker(sand, 0.35) },
  ]);
  const crest: Point[] = [];
  const count = Math.max(2, Math.round((width / unit) * 1.3));
  const shades: string[] = [];
  for (let index = 0; index <= count; index++) {
    const x = (width / count) * (index - 0.2 + random.between(-0.1, 0.1));
    const top = height * base - unit * random.between(0.05, 0.11);
    crest.push([x, top], [x + (width / count) * 0.5, height * base + unit * 0.02]);
    shades.push(
      path(
        `M${x} ${top}Q${x + unit * 0.1} ${top + unit * 0.07} ${x - unit * 0.06} ${height * base + unit * 0.16}Q${x + unit * 0.26} ${height * base + unit * 0.12} ${x + (width / count) * 0.52} ${height * base + unit * 0.02}Q${x + unit * 0.16} ${top + unit * 0.02} ${x} ${top}Z`,
        mix(darker(sand, 0.3), stage.light.sky[1], 0.15),
        0.5,
      ),
    );
  }
  const d = crest.reduce(
    (text, [x, y], index) =>
      index === 0
        ? `M-40 ${height}L-40 ${y}L${x} ${y}`
        : `${text}S${x - unit * 0.1} ${y} ${x} ${y}`,
    "",
  );
  canvas.add(
    near,
    path(`${d}L${width + 40} ${height * base}L${width + 40} ${height}Z`, fill),
    ...shades,
  );
}

function cactus(stage: Stage, x: number, y: number, size: number): string {
  const green = stage.lit("#4f8a55", 0.92);
  const arm = (dx: number, from: number, to: number) =>
    rect(
      x + dx * size - size * 0.04,
      y - size * to,
      size * 0.085,
      size * (to - from),
      green,
      1,
      size * 0.04,
    ) +
    rect(
      x + Math.min(0, dx) * size,
      y - size * from - size * 0.07,
      Math.abs(dx) * size,
      size * 0.085,
      green,
      1,
      size * 0.03,
    );
  return (
    ellipse(x, y, size * 0.2, size * 0.03, "#05040f", 0.3) +
    rect(x - size * 0.06, y - size, size * 0.12, size, green, 1, size * 0.06) +
    arm(-0.24, 0.4, 0.75) +
    arm(0.22, 0.5, 0.86) +
    rect(
      x + size * 0.01,
      y - size * 0.97,
      size * 0.05,
      size * 0.95,
      darker(green, 0.2),
      0.6,
      size * 0.025,
    )
  );
}
