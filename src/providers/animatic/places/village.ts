import { darker } from "../paint/colour.ts";
import { polygon, rect } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";
import { paintHills, paintLawn, paintTufts } from "./meadows.ts";

/** Hills with a few houses, smoke from a chimney, a fence. */
export function paintVillage(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const { sun, glints } = paintHills(stage);
  const lamps: Glint[] = [];
  const houses = [0.12, 0.26, 0.4, 0.66, 0.8, 0.92].map((at, index) => {
    const x = width * (at + random.between(-0.03, 0.03));
    const size = unit * random.between(0.13, 0.2);
    if (stage.light.lamps)
      lamps.push({
        x,
        y: height * 0.69 - size * 0.35,
        radius: size * 0.1,
        colour: "#ffd27a",
        flicker: 0.15,
      });
    return house(stage, x, height * (0.69 + (index % 2) * 0.012), size);
  });
  canvas.add(0.72, ...houses);
  const y = paintLawn(stage);
  const fence = stage.lit("#c9a27a", 0.92);
  const posts = Array.from({ length: Math.ceil(width / (unit * 0.09)) }, (_, index) =>
    rect(index * unit * 0.09, height * 0.695, unit * 0.012, unit * 0.06, fence),
  );
  canvas.add(
    0.85,
    ...posts,
    rect(0, height * 0.702, width, unit * 0.009, fence),
    rect(0, height * 0.718, width, unit * 0.009, fence),
  );
  paintTufts(stage, 20, 8);
  return { y: y + height * 0.02, sun, glints: [...glints, ...lamps] };
}

function house(stage: Stage, x: number, y: number, size: number): string {
  const { random, light } = stage;
  const wall = stage.lit(random.pick("#f0e2c8", "#e8d2b4", "#f3ece0", "#dcc3a1"), 0.8);
  const roof = stage.lit(random.pick("#b3503e", "#8f4a3c", "#6d5560"), 0.8);
  const pane = light.lamps ? "#ffd98a" : stage.lit("#8fb4cf", 0.8);
  return [
    rect(x + size * 0.22, y - size * 0.98, size * 0.1, size * 0.3, darker(roof, 0.25)),
    rect(x - size * 0.5, y - size * 0.55, size, size * 0.56, wall),
    rect(x + size * 0.12, y - size * 0.55, size * 0.38, size * 0.56, darker(wall, 0.12)),
    polygon(
      [
        [x - size * 0.58, y - size * 0.52],
        [x, y - size],
        [x + size * 0.58, y - size * 0.52],
      ],
      roof,
    ),
    polygon(
      [
        [x, y - size],
        [x + size * 0.58, y - size * 0.52],
        [x + size * 0.1, y - size * 0.52],
      ],
      darker(roof, 0.15),
    ),
    rect(x - size * 0.36, y - size * 0.4, size * 0.2, size * 0.18, pane),
    rect(x + size * 0.2, y - size * 0.4, size * 0.18, size * 0.18, pane),
    rect(x - size * 0.09, y - size * 0.32, size * 0.17, size * 0.33, stage.lit("#7a5238", 0.8)),
  ].join("");
}
