import { darker, mix } from "../paint/colour.ts";
import type { Colour } from "../paint/colour.ts";
import { polygon } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";
import { NEON } from "./blocks.ts";
import { lamp, paintMirror } from "./cities.ts";

/** Houses on both sides that run to one point, shop signs, lamps, the road between them. */
export function paintStreet(stage: Stage): Ground {
  const { width, height, unit, canvas, light } = stage;
  const horizon = height * 0.58;
  const { sun, glints } = paintSky(stage, horizon);
  const end: Point = [width / 2, horizon];
  const lights: Glint[] = [];
  const slices = 6;
  for (let slice = 0; slice < slices; slice++) {
    const near = (slice + 1) / slices;
    for (const side of [-1, 1] as const) lights.push(...facade(stage, end, side, slice, slices));
    paintHaze(stage, horizon, height * 0.34, 0.2 * (1 - near));
  }
  const road = stage.lit("#5a5b6c", 0.9);
  const fill = canvas.linear([
    { at: 0, colour: mix(road, light.haze, 0.5) },
    { at: 0.3, colour: road },
    { at: 1, colour: darker(road, 0.5) },
  ]);
  const reach = width * 0.62;
  const walk = stage.lit("#9a93a0", 0.9);
  canvas.add(
    0.7,
    polygon(
      [
        [end[0] - unit * 0.06, horizon],
        [end[0] + unit * 0.06, horizon],
        [width / 2 + reach * 1.5, height],
        [width / 2 - reach * 1.5, height],
      ],
      darker(walk, 0.12),
    ),
  );
  canvas.add(
    0.7,
    polygon(
      [
        [end[0] - unit * 0.035, horizon],
        [end[0] + unit * 0.035, horizon],
        [width / 2 + reach, height],
        [width / 2 - reach, height],
      ],
      fill,
    ),
  );
  canvas.ground(horizon, 0.25, 1);
  const dashes = Array.from({ length: 7 }, (_, index) => {
    const from = (index / 7) ** 2;
    const to = ((index + 0.5) / 7) ** 2;
    const y = (part: number) => horizon + (height - horizon) * part;
    const half = (part: number) => unit * (0.0015 + part * 0.014);
    return polygon(
      [
        [end[0] - half(from), y(from)],
        [end[0] + half(from), y(from)],
        [end[0] + half(to), y(to)],
        [end[0] - half(to), y(to)],
      ],
      stage.lit("#efe3c0", 0.9),
      0.6,
    );
  });
  canvas.glaze(...dashes);
  if (stage.shot.weather === "rain" || stage.shot.weather === "storm" || stage.shot.time === "neon")
    paintMirror(stage, height * 0.64, lights);
  for (const [at, size, y] of [
    [0.36, 0.2, 0.64],
    [0.64, 0.2, 0.64],
    [0.2, 0.42, 0.74],
    [0.8, 0.42, 0.74],
  ] as const)
    lamp(stage, width * at, height * y, unit * size, lights);
  return { y: height * 0.745, sun, glints: [...glints.slice(0, 6), ...lights.slice(0, 26)] };
}

/** One house front of the street, seen at a slant. */
function facade(
  stage: Stage,
  [endX, endY]: Point,
  side: -1 | 1,
  slice: number,
  slices: number,
): readonly Glint[] {
  const { width, height, unit, canvas, random, light, shot } = stage;
  const far = 0.1 + 0.9 * (slice / slices) ** 1.5;
  const next = 0.1 + 0.9 * ((slice + 1) / slices) ** 1.5;
  const near = 0.15 + 0.7 * next;
  const reach = width * 0.66;
  const x1 = endX + side * (unit * 0.03 + reach * far);
  const x2 = endX + side * (unit * 0.03 + reach * next);
  const storey = random.between(0.8, 1.15);
  const top = (part: number) => endY - height * 0.72 * part * storey;
  const foot = (part: number) => endY + height * 0.3 * part;
  const wall = stage.lit(
    random.pick("#b9715e", "#c9a27c", "#8d7f98", "#6f86a0", "#d0b48e", "#a56a72"),
    near,
  );
  const shapes = [
    polygon(
      [
        [x1, top(far)],
        [x2, top(next)],
        [x2, foot(next)],
        [x1, foot(far)],
      ],
      side === 1 ? wall : darker(wall, 0.14),
    ),
  ];
  shapes.push(
    polygon(
      [
        [x1, top(far)],
        [x2, top(next)],
        [x2, top(next) + unit * 0.02 * next],
        [x1, top(far) + unit * 0.02 * far],
      ],
      darker(wall, 0.3),
    ),
  );
  const at = (across: number, up: number): Point => {
    const part = far + (next - far) * across;
    return [x1 + (x2 - x1) * across, foot(part) + (top(part) - foot(part)) * up];
  };
  const quad = (a: number, b: number, low: number, high: number, fill: Colour, opacity = 1) =>
    polygon([at(a, low), at(b, low), at(b, high), at(a, high)], fill, opacity);
  for (let floor = 0; floor < 4; floor++) {
    for (const column of [0.12, 0.42, 0.72]) {
      const low = 0.32 + floor * 0.165;
      const glowing = light.lamps && random.chance(0.5);
      shapes.push(
        quad(
          column,
          column + 0.17,
          low,
          low + 0.095,
          glowing ? random.pick("#ffdc94", "#ffc977", "#ffe9bd") : stage.lit("#5d7f9c", near),
        ),
      );
    }
  }
  const shop = NEON[random.whole(0, NEON.length - 1)] ?? "#ffd84d";
  const awning =
    shot.time === "neon"
      ? shop
      : stage.lit(random.pick("#c9483f", "#2f7f6b", "#d9a03a", "#3a5fa0"), near);
  shapes.push(
    quad(
      0.1,
      0.9,
      0.0,
      0.19,
      light.lamps ? mix("#ffd88a", wall, 0.25) : stage.lit("#44566a", near),
    ),
    quad(0.46, 0.54, 0, 0.19, darker(wall, 0.35)),
    quad(0.05, 0.95, 0.18, 0.245, awning),
    quad(0.05, 0.95, 0.175, 0.19, darker(awning, 0.3)),
  );
  canvas.add(near, ...shapes);
  const [x, y] = at(0.5, 0.21);
  return light.lamps
    ? [
        {
          x,
          y,
          radius: unit * 0.008 * next,
          colour: shot.time === "neon" ? shop : "#ffe1a0",
          flicker: shot.time === "neon" ? 0.4 : 0.1,
        },
      ]
    : [];
}
