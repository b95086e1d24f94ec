import { darker, lighter } from "../paint/colour.ts";
import { bush, grass, palm } from "../paint/flora.ts";
import { path, rect } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";
import { paintShafts } from "./forest.ts";
import { paintLawn, paintTufts } from "./meadows.ts";

/** Palms, lianas and leaves as large as a man. */
export function paintJungle(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const { sun } = paintSky(stage, height * 0.7);
  for (const [near, base, tall] of [
    [0.15, 0.63, 0.5],
    [0.35, 0.67, 0.62],
    [0.58, 0.7, 0.74],
  ] as const) {
    const plants: string[] = [];
    for (let x = -unit * 0.1; x < width + unit * 0.1; x += unit * random.between(0.12, 0.2)) {
      if (near > 0.5 && Math.abs(x - width / 2) < width * 0.2) continue;
      plants.push(
        palm(
          random,
          x,
          height * base,
          unit * tall * random.between(0.7, 1.1),
          stage.lit(random.pick("#2f8f57", "#3aa35c", "#267a52"), near),
          stage.lit("#6d5138", near),
        ),
      );
    }
    for (let x = 0; x < width; x += unit * 0.11)
      plants.push(
        bush(
          random,
          x,
          height * base + unit * 0.02,
          unit * random.between(0.06, 0.12),
          stage.lit("#2b7d4c", near),
        ),
      );
    canvas.add(near, ...plants, rect(0, height * base, width, height, stage.lit("#2f7f4e", near)));
    paintHaze(stage, height * base, height * 0.25, 0.45 * (1 - near));
  }
  paintShafts(stage, sun.x);
  const y = paintLawn(stage);
  paintTufts(stage, 60, 14);
  paintBigLeaves(stage);
  return { y, sun, glints: fireflies(stage) };
}

function paintBigLeaves(stage: Stage): void {
  const { width, height, unit, canvas, random } = stage;
  const leaves: string[] = [];
  for (const side of [0, 1]) {
    for (let index = 0; index < 7; index++) {
      const x = side === 0 ? -unit * 0.02 : width + unit * 0.02;
      const y = height * (0.08 + index * 0.13);
      const reach = unit * random.between(0.22, 0.4) * (side === 0 ? 1 : -1);
      const drop = unit * random.between(0.02, 0.16);
      const colour = darker(stage.lit(random.pick("#1f6a43", "#2a7d4b", "#185739"), 1), 0.22);
      leaves.push(
        path(
          `M${x} ${y}Q${x + reach * 0.5} ${y - unit * 0.14} ${x + reach} ${y + drop}Q${x + reach * 0.4} ${y + unit * 0.1} ${x} ${y}Z`,
          colour,
        ),
        path(
          `M${x} ${y}Q${x + reach * 0.5} ${y - unit * 0.03} ${x + reach} ${y + drop}Q${x + reach * 0.4} ${y + unit * 0.1} ${x} ${y}Z`,
          lighter(colour, 0.06),
        ),
      );
    }
  }
  leaves.push(
    ...Array.from({ length: 16 }, () =>
      grass(
        random,
        random.between(0, width),
        height * 1.02,
        unit * random.between(0.1, 0.2),
        darker(stage.lit("#1f6a43", 1), 0.3),
      ),
    ),
  );
  canvas.add(1, ...leaves);
}

function fireflies({ random, width, height, unit }: Stage): readonly Glint[] {
  return Array.from({ length: 8 }, () => ({
    x: random.between(0.1, 0.9) * width,
    y: random.between(0.5, 0.75) * height,
    radius: unit * 0.005,
    colour: "#fff3b0",
    flicker: 1,
  }));
}
