import { darker, lighter } from "../paint/colour.ts";
import { palm, rock } from "../paint/flora.ts";
import { below, ellipse, hills, path, ridge } from "../paint/shapes.ts";
import { paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { paintSea } from "./sea.ts";

const BEACH_SAND = "#ecd09a";

/** Open water to the horizon, with the sun on it. */
export function paintOcean(stage: Stage): Ground {
  const { width, height, canvas, random } = stage;
  const horizon = height * 0.54;
  const { sun, glints } = paintSky(stage, horizon);
  if (stage.shot.time !== "storm") {
    const coast = ridge(random, width, horizon + 2, height * 0.09, 0.5, 6).map(
      ([x, y]) => [x, Math.min(y, horizon + 2)] as const,
    );
    canvas.add(0.1, below(coast, horizon + 2, stage.lit("#6b8f92", 0.18)));
  }
  const sparkle = paintSea(stage, horizon, sun.x);
  return { y: height * 0.7, water: horizon, sun, glints: [...glints, ...sparkle] };
}

/** Sea behind, sand in front, palms at the side. */
export function paintBeach(stage: Stage): Ground {
  const { width, height, canvas, unit, random } = stage;
  const horizon = height * 0.5;
  const { sun, glints } = paintSky(stage, horizon);
  const shore = height * 0.66;
  const sparkle = paintSea(stage, horizon, sun.x, shore);
  const sand = stage.lit(BEACH_SAND, 0.95);
  const beach = hills(random, width, shore + height * 0.02, height * 0.035);
  const foam = beach.map(([x, y]) => [x, y - unit * 0.016] as const);
  const wet = beach.map(([x, y]) => [x, y + unit * 0.02] as const);
  const fill = canvas.linear([
    { at: 0, colour: lighter(sand, 0.12) },
    { at: 1, colour: darker(sand, 0.4) },
  ]);
  canvas.add(
    0.7,
    below(foam, height, stage.lit("#ffffff", 0.9), 0.85),
    below(beach, height, darker(sand, 0.28)),
    below(wet, height, fill),
  );
  canvas.ground(shore, 0.72, 1);
  const side = sun.x > width / 2 ? 0.08 : 0.92;
  const leaf = stage.lit("#3f9a5c", 0.95);
  const bark = stage.lit("#9a7452", 0.95);
  canvas.add(
    0.88,
    palm(random, width * side, height * 0.78, unit * 0.72, leaf, bark),
    palm(
      random,
      width * (side + (side < 0.5 ? 0.09 : -0.09)),
      height * 0.74,
      unit * 0.5,
      leaf,
      bark,
    ),
  );
  const shells = Array.from({ length: 22 }, () => {
    const depth = random.next();
    return ellipse(
      random.between(0, width),
      height * (0.74 + depth * 0.25),
      unit * (0.003 + depth * 0.008),
      unit * (0.002 + depth * 0.004),
      random.chance(0.4) ? lighter(sand, 0.45) : darker(sand, 0.25),
      0.8,
    );
  });
  canvas.glaze(...shells);
  return { y: height * 0.735, sun, glints: [...glints, ...sparkle] };
}

/** An island with palms in a bright sea. */
export function paintIsland(stage: Stage): Ground {
  const { width, height, canvas, unit, random } = stage;
  const horizon = height * 0.54;
  const { sun, glints } = paintSky(stage, horizon);
  const sparkle = paintSea(stage, horizon, sun.x);
  const x = width * (sun.x > width / 2 ? 0.3 : 0.7);
  const y = height * 0.6;
  const sand = stage.lit(BEACH_SAND, 0.7);
  const green = stage.lit("#5fa85a", 0.65);
  canvas.add(
    0.45,
    ellipse(x, y, unit * 0.42, unit * 0.045, stage.lit("#7fd8d0", 0.7), 0.55),
    path(
      `M${x - unit * 0.36} ${y}Q${x - unit * 0.1} ${y - unit * 0.13} ${x + unit * 0.34} ${y}Z`,
      sand,
    ),
    path(
      `M${x - unit * 0.24} ${y - unit * 0.035}Q${x - unit * 0.02} ${y - unit * 0.25} ${x + unit * 0.2} ${y - unit * 0.03}Q${x} ${y - unit * 0.07} ${x - unit * 0.24} ${y - unit * 0.035}Z`,
      green,
    ),
    ...[-0.14, -0.04, 0.08].map((at) =>
      palm(
        random,
        x + unit * at,
        y - unit * 0.07,
        unit * random.between(0.24, 0.36),
        stage.lit("#3c9457", 0.7),
        stage.lit("#9a7452", 0.7),
      ),
    ),
    rock(random, x + unit * 0.3, y + unit * 0.005, unit * 0.05, stage.lit("#8a8f9a", 0.7)),
  );
  return { y: height * 0.71, water: horizon, sun, glints: [...glints, ...sparkle] };
}
