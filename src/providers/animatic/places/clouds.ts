import { lighter, mix } from "../paint/colour.ts";
import { rect } from "../paint/shapes.ts";
import { cloud, paintHaze, paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { paintRange } from "./ranges.ts";

/** Above the clouds: a sea of them, with peaks that come through. */
export function paintHeights(stage: Stage): Ground {
  const { width, height, unit, canvas, light, random } = stage;
  const horizon = height * 0.72;
  const { sun, glints } = paintSky(stage, horizon);
  paintRange(stage, height * 0.78, height * 0.22, 0.15, 0.7);
  for (const [near, base, size] of [
    [0.25, 0.72, 0.1],
    [0.5, 0.8, 0.16],
    [0.85, 0.92, 0.24],
  ] as const) {
    const bright = mix(lighter(light.sky[2], 0.45), light.sky[1], 0.2 * near);
    const fill = canvas.linear([
      { at: 0, colour: lighter(bright, 0.25) },
      { at: 1, colour: mix(bright, light.sky[1], 0.6) },
    ]);
    const puffs: string[] = [];
    for (let x = -unit * 0.2; x < width + unit * 0.3; x += unit * size * 1.2)
      puffs.push(
        cloud(
          stage,
          x,
          height * base + unit * size * 0.3,
          unit * size * random.between(0.6, 1.1),
          fill,
          1,
        ),
      );
    canvas.add(
      near,
      ...puffs,
      rect(0, height * base + unit * size * 0.28, width, height, mix(bright, light.sky[1], 0.55)),
    );
    paintHaze(stage, height * base, height * 0.16, 0.3 * (1 - near));
  }
  return { y: height * 0.54, sun, glints };
}
