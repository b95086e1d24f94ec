import { darker, lighter, mix } from "../paint/colour.ts";
import { fir } from "../paint/flora.ts";
import { below, heightAt, hills, polygon } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import type { Stage } from "../paint/stage.ts";

const ROCK = "#7f8ba0";

export const SNOW = "#f4f8fd";

export const GRASS = "#7fae5c";

export const FIR = "#2f6b4c";

/** Peaks as facets: one side in the light, one in the shade, snow from `snowline` of their height up. */
export function paintRange(
  stage: Stage,
  base: number,
  tall: number,
  near: number,
  snowline: number,
): void {
  const { width, random, canvas } = stage;
  const count = Math.max(3, Math.round((width / stage.unit) * random.between(2.6, 3.6)));
  const body = stage.lit(ROCK, near);
  const shade = darker(body, 0.16 + near * 0.1);
  const snow = mix(stage.lit(SNOW, near + 0.1), body, 0.08);
  const shapes: string[] = [];
  for (let index = 0; index <= count; index++) {
    const x = (width / count) * (index + random.between(-0.25, 0.25));
    const high = tall * random.between(0.5, 1);
    const half = (width / count) * random.between(0.75, 1.15);
    const peak: Point = [x, base - high];
    const spine: Point[] = [
      peak,
      [x + half * 0.1, base - high * 0.66],
      [x - half * 0.06, base - high * 0.36],
      [x + half * 0.12, base],
    ];
    shapes.push(
      polygon([peak, [x + half, base + 2], [x - half, base + 2]], body),
      polygon([...spine, [x + half, base + 2]], shade),
      snowCap(peak, half, high, snowline, snow, darker(snow, 0.12)),
    );
  }
  canvas.add(
    near,
    ...shapes,
    below(
      [
        [0, base],
        [width, base],
      ],
      stage.height,
      body,
    ),
  );
}

function snowCap(
  [x, y]: Point,
  half: number,
  high: number,
  part: number,
  snow: string,
  shade: string,
): string {
  const depth = high * part * 0.72;
  const wide = (half * depth) / high;
  const hem: Point[] = [
    [x - wide, y + depth],
    [x - wide * 0.55, y + depth * 0.72],
    [x - wide * 0.25, y + depth * 1.02],
    [x + wide * 0.08, y + depth * 0.7],
    [x + wide * 0.4, y + depth * 1.04],
    [x + wide * 0.65, y + depth * 0.76],
    [x + wide, y + depth],
  ];
  return (
    polygon([[x, y], ...hem.toReversed()], snow) +
    polygon(
      [
        [x, y],
        [x + wide, y + depth],
        [x + wide * 0.65, y + depth * 0.76],
        [x + wide * 0.4, y + depth * 1.04],
        [x + wide * 0.1, y + depth * 0.7],
      ],
      shade,
    )
  );
}

export function paintFirSlope(
  stage: Stage,
  base: number,
  near: number,
  winter: boolean,
  tall = 0.13,
): void {
  const { width, unit, random, canvas } = stage;
  const slope = hills(random, width, base, unit * 0.14);
  const colour = stage.lit(FIR, near);
  const snow = winter ? stage.lit(SNOW, near) : undefined;
  const firs: string[] = [];
  for (let x = -unit * 0.05; x < width; x += unit * random.between(0.02, 0.075)) {
    firs.push(
      fir(
        x,
        heightAt(slope, x) + unit * 0.012,
        unit * tall * random.between(0.55, 1.1),
        mix(colour, stage.light.haze, random.between(0, 0.16)),
        snow,
      ),
    );
  }
  canvas.add(
    near,
    ...firs,
    below(
      slope,
      stage.height,
      mix(colour, stage.lit(winter ? SNOW : GRASS, near), winter ? 0.8 : 0.5),
    ),
  );
}

/** The near hill that carries the subject; answers where feet stand. */
export function paintHill(stage: Stage, base: string, top: number): number {
  const { width, height, random, canvas } = stage;
  const near = stage.lit(base, 0.94);
  const line = hills(random, width, height * top, height * 0.05);
  const fill = canvas.linear([
    { at: 0, colour: lighter(near, 0.1) },
    { at: 0.35, colour: near },
    { at: 1, colour: darker(near, 0.4) },
  ]);
  canvas.add(0.86, below(line, height, fill));
  const fold = hills(random, width, height * (top + 0.13), height * 0.05);
  canvas.glaze(below(fold, height, darker(near, 0.3), 0.35));
  return height * (top + 0.035);
}
