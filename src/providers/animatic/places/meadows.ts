import { darker, lighter, mix } from "../paint/colour.ts";
import { flower, grass, tree } from "../paint/flora.ts";
import { below, heightAt, hills } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

const MEADOW_GRASS = "#86bf55";

const MEADOW_AUTUMN = "#c79a45";

export const MEADOW_LEAF = "#4f9a4c";

export const MEADOW_BARK = "#6f4e3a";

const MEADOW_SNOW = "#eef4fb";

/** Rolling hills, round trees, flowers in the grass. */
export function paintMeadow(stage: Stage): Ground {
  const { sun, glints } = paintHills(stage);
  const y = paintLawn(stage);
  paintTufts(stage, 26, 10);
  return { y, sun, glints };
}

/** Sky and three ranges of hills with scattered trees. */
export function paintHills(stage: Stage): {
  sun: { x: number; y: number };
  glints: readonly Glint[];
} {
  const { width, height, unit, canvas, random } = stage;
  const horizon = height * 0.6;
  const sky = paintSky(stage, horizon);
  const leaf = leafOf(stage);
  for (const [near, base, tall] of [
    [0.2, 0.6, 0.13],
    [0.42, 0.645, 0.09],
    [0.62, 0.685, 0.07],
  ] as const) {
    const range = hills(random, width, height * base, height * tall);
    const green = stage.lit(mix(grassOf(stage), "#5d9a6a", 0.5 - near * 0.5), near);
    const fill = canvas.linear([
      { at: 0, colour: lighter(green, 0.08) },
      { at: 1, colour: mix(green, stage.light.haze, 0.35 * (1 - near)) },
    ]);
    const trees = Array.from({ length: Math.round((width / unit) * 7) }, () => {
      const x = random.between(0, width);
      return tree(
        random,
        x,
        heightAt(range, x) + unit * 0.004,
        unit * (0.03 + near * 0.1) * random.between(0.7, 1.3),
        stage.lit(leaf, near),
        stage.lit(MEADOW_BARK, near),
      );
    });
    canvas.add(near, below(range, height, fill), ...trees);
    paintHaze(stage, height * (base + 0.02), height * 0.1, 0.3 * (1 - near));
  }
  return sky;
}

/** The near grass; answers where feet stand. */
export function paintLawn(stage: Stage): number {
  const { width, height, canvas, random } = stage;
  const near = stage.lit(grassOf(stage), 0.95);
  const crest: readonly Point[] = hills(random, width, height * 0.715, height * 0.03);
  const fill = canvas.linear([
    { at: 0, colour: lighter(near, 0.12) },
    { at: 0.3, colour: near },
    { at: 1, colour: darker(near, 0.45) },
  ]);
  canvas.add(0.85, below(crest, height, fill));
  canvas.glaze(
    below(hills(random, width, height * 0.83, height * 0.05), height, darker(near, 0.35), 0.3),
  );
  canvas.ground(height * 0.71, 0.82, 1);
  return height * 0.735;
}

export function paintTufts(stage: Stage, tufts: number, flowers: number): void {
  const { width, height, unit, canvas, random } = stage;
  const green = darker(stage.lit(grassOf(stage), 1), 0.2);
  const shapes: string[] = [];
  for (let index = 0; index < tufts; index++) {
    const depth = random.next() ** 0.7;
    shapes.push(
      grass(
        random,
        random.between(0, width),
        height * (0.76 + depth * 0.24),
        unit * (0.02 + depth * 0.07),
        green,
      ),
    );
  }
  for (let index = 0; index < flowers; index++) {
    const depth = random.next();
    const petals = stage.lit(random.pick("#ffffff", "#ffd2e1", "#ffdf6b", "#ff8b8b", "#c9a8ff"), 1);
    shapes.push(
      flower(
        random.between(0, width),
        height * (0.755 + depth * 0.22),
        unit * (0.018 + depth * 0.04),
        petals,
        green,
      ),
    );
  }
  canvas.add(0.95, ...shapes);
}

export function grassOf({ shot }: Stage): string {
  if (shot.weather === "snow") return MEADOW_SNOW;
  return shot.weather === "wind" ? MEADOW_AUTUMN : MEADOW_GRASS;
}

function leafOf({ shot, random }: Stage): string {
  if (shot.weather === "wind") return random.pick("#d9772f", "#c9542f", "#e0a33a");
  return shot.weather === "snow" ? "#7f9a90" : MEADOW_LEAF;
}
