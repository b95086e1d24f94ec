import { fir } from "../paint/flora.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { FIR, GRASS, SNOW, paintFirSlope, paintHill, paintRange } from "./ranges.ts";

/** Three ranges with snow on their heads, firs on the slopes, and a green hill to stand on. */
export function paintMountains(stage: Stage): Ground {
  const { height, canvas } = stage;
  const winter = stage.shot.weather === "snow";
  const horizon = height * 0.6;
  const { sun, glints } = paintSky(stage, horizon);
  paintRange(stage, horizon * 1.02, height * 0.42, 0.2, winter ? 0.75 : 0.5);
  paintHaze(stage, horizon, height * 0.3, 0.5);
  paintRange(stage, height * 0.66, height * 0.26, 0.45, winter ? 0.6 : 0.25);
  paintHaze(stage, height * 0.64, height * 0.18, 0.4);
  paintFirSlope(stage, height * 0.68, 0.62, winter);
  const y = paintHill(stage, winter ? SNOW : GRASS, 0.7);
  canvas.ground(height * 0.72, 0.8, 1);
  return { y, sun, glints };
}

/** White land, far firs under snow, blue shadows. */
export function paintSnowfield(stage: Stage): Ground {
  const { height, canvas, unit, random, width } = stage;
  const horizon = height * 0.6;
  const { sun, glints } = paintSky(stage, horizon);
  paintRange(stage, horizon, height * 0.24, 0.22, 0.95);
  paintHaze(stage, horizon, height * 0.24, 0.6);
  paintFirSlope(stage, height * 0.66, 0.55, true, 0.18);
  const y = paintHill(stage, "#eaf1fb", 0.69);
  canvas.ground(height * 0.7, 0.8, 1);
  const edges = [0.06, 0.13, 0.88, 0.95].map((at) =>
    fir(
      width * (at + random.between(-0.02, 0.02)),
      height * random.between(0.78, 0.86),
      unit * random.between(0.34, 0.52),
      stage.lit(FIR, 0.95),
      stage.lit(SNOW, 1),
    ),
  );
  canvas.add(0.95, ...edges);
  return { y, sun, glints };
}
