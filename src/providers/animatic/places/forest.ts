import { darker, lighter, mix } from "../paint/colour.ts";
import { fir, tree } from "../paint/flora.ts";
import { circle, path, polygon, rect } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { grassOf, paintLawn, paintTufts } from "./meadows.ts";

/** Ranks of trees that fade into light, trunks at the sides, shafts of sun. */
export function paintForest(stage: Stage): Ground {
  const { width, height, unit, canvas, random, shot } = stage;
  const { sun, glints } = paintSky(stage, height * 0.7);
  const winter = shot.weather === "snow";
  const autumn = shot.weather === "wind";
  const conifers = winter || random.chance(0.55);
  const leaf = () =>
    autumn ? random.pick("#d97b32", "#c4522f", "#e2a63c") : conifers ? "#2f6f4e" : "#4b9350";
  for (const [near, base, tall] of [
    [0.12, 0.62, 0.36],
    [0.28, 0.65, 0.46],
    [0.45, 0.68, 0.56],
    [0.62, 0.71, 0.66],
  ] as const) {
    const trees: string[] = [];
    for (
      let x = -unit * 0.1;
      x < width + unit * 0.1;
      x += unit * random.between(0.05, 0.12) * (0.8 + near * 1.5)
    ) {
      const clear = Math.abs(x - width / 2) < width * 0.16 * near * 1.6;
      if (clear && near > 0.4) continue;
      const high = unit * tall * random.between(0.75, 1.15);
      const colour = stage.lit(leaf(), near);
      trees.push(
        conifers
          ? fir(x, height * base, high, colour, winter ? stage.lit("#f1f6fc", near) : undefined)
          : tree(random, x, height * base, high, colour, stage.lit("#5a4232", near)),
      );
    }
    canvas.add(
      near,
      ...trees,
      rect(
        0,
        height * base - 2,
        width,
        height * (1 - base) + 2,
        mix(stage.lit(grassOf(stage), near), stage.light.haze, 0.25),
      ),
    );
    paintHaze(stage, height * base, height * 0.22, 0.42 * (1 - near));
  }
  paintShafts(stage, sun.x);
  const y = paintLawn(stage);
  paintTufts(stage, 40, winter ? 0 : 10);
  paintTrunks(stage, winter);
  return { y, sun, glints: stage.shot.time === "night" ? glints : [] };
}

/** Two or three great trunks at the edges frame the picture. */
function paintTrunks(stage: Stage, winter: boolean): void {
  const { width, height, unit, canvas, random } = stage;
  const bark = stage.lit("#553c2f", 0.98);
  for (const [at, size] of [
    [0.045, 0.12],
    [0.155, 0.07],
    [0.955, 0.13],
    [0.86, 0.065],
  ] as const) {
    const x = width * (at + random.between(-0.015, 0.015));
    const half = unit * size * 0.5;
    const foot = height * (0.76 + size * 0.9);
    canvas.add(
      0.98,
      path(
        `M${x - half * 1.9} ${foot}Q${x - half} ${foot - unit * 0.08} ${x - half * 0.8} ${height * 0.3}L${x - half * 0.7} -10L${x + half * 0.7} -10L${x + half * 0.8} ${height * 0.3}Q${x + half} ${foot - unit * 0.08} ${x + half * 2} ${foot}Z`,
        bark,
      ),
      path(
        `M${x + half * 0.1} ${foot}Q${x + half * 0.3} ${height * 0.5} ${x + half * 0.15} -10L${x + half * 0.7} -10L${x + half * 0.8} ${height * 0.3}Q${x + half} ${foot - unit * 0.08} ${x + half * 2} ${foot}Z`,
        darker(bark, 0.3),
      ),
      winter ? rect(x - half, foot - unit * 0.01, half * 2, unit * 0.02, "#ffffff", 0) : "",
    );
  }
  const crown = darker(stage.lit(winter ? "#8fa8a6" : "#2f6a45", 1), 0.35);
  const leaves = Array.from({ length: 26 }, (_, index) => {
    const side = Math.abs(index - 12.5) / 12.5;
    const reach = unit * (0.05 + side * random.between(0.05, 0.1));
    return circle(
      width * (index / 25),
      reach * random.between(-0.2, 0.5),
      reach,
      index % 2 ? crown : lighter(crown, 0.05),
    );
  });
  canvas.add(1, ...leaves);
}

export function paintShafts(
  { canvas, light, height, width, random, shot }: Stage,
  sunX: number,
): void {
  if (shot.time === "night" || shot.time === "storm") return;
  const fill = canvas.linear([
    { at: 0, colour: light.sun, opacity: 0.34 },
    { at: 1, colour: light.sun, opacity: 0 },
  ]);
  const shafts = Array.from({ length: 5 }, () => {
    const top = sunX + random.between(-0.12, 0.12) * width;
    const foot = top + (width / 2 - sunX) * random.between(0.3, 1.4);
    const wide = width * random.between(0.01, 0.04);
    return polygon(
      [
        [top, -10],
        [top + wide, -10],
        [foot + wide * 3, height * 0.8],
        [foot - wide, height * 0.8],
      ],
      fill,
      random.between(0.35, 0.9),
    );
  });
  canvas.glaze(...shafts);
}
