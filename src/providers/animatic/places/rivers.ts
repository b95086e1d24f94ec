import { darker } from "../paint/colour.ts";
import { rock } from "../paint/flora.ts";
import { circle, path, rect } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { paintLawn, paintTufts } from "./meadows.ts";
import { paintFirSlope, paintRange } from "./ranges.ts";
import { paintSea } from "./sea.ts";

/** Still water between mountains, firs on the far shore, a shore to stand on. */
export function paintLake(stage: Stage): Ground {
  const { width, height, canvas, light } = stage;
  const shore = height * 0.56;
  const { sun, glints } = paintSky(stage, shore);
  paintRange(stage, shore, height * 0.34, 0.22, 0.45);
  paintHaze(stage, shore, height * 0.22, 0.5);
  paintFirSlope(stage, shore + height * 0.005, 0.5, stage.shot.weather === "snow", 0.11);
  const sparkle = paintSea(stage, shore, sun.x);
  const mirror = canvas.linear([
    { at: 0, colour: stage.lit("#2f6b4c", 0.5), opacity: 0.6 },
    { at: 1, colour: light.sky[1], opacity: 0 },
  ]);
  canvas.glaze(rect(0, shore, width, height * 0.12, mirror));
  const floats = stage.shot.subjects[0]?.lives === "water" || stage.shot.subjects.length === 0;
  if (floats) return { y: height * 0.7, water: shore, sun, glints: [...glints, ...sparkle] };
  const y = paintLawn(stage);
  paintTufts(stage, 34, 8);
  return { y, sun, glints: [...glints, ...sparkle] };
}

/** A river that winds through hills; whoever floats, floats on it. */
export function paintRiver(stage: Stage): Ground {
  const { width, height, canvas, unit, random, light } = stage;
  const horizon = height * 0.56;
  const { sun, glints } = paintSky(stage, horizon);
  paintRange(stage, horizon + 2, height * 0.2, 0.2, 0.3);
  paintHaze(stage, horizon, height * 0.2, 0.5);
  paintFirSlope(stage, height * 0.61, 0.5, stage.shot.weather === "snow", 0.16);
  const sparkle = paintSea(stage, height * 0.615, sun.x);
  const bank = stage.lit("#6fa657", 0.85);
  const left = `M0 ${height * 0.6}L${width * 0.4} ${height * 0.612}Q${width * 0.22} ${height * 0.66} ${width * 0.33} ${height * 0.7}Q${width * 0.2} ${height * 0.76} ${width * 0.06} ${height * 0.84}L0 ${height * 0.86}Z`;
  const right = `M${width} ${height * 0.6}L${width * 0.52} ${height * 0.612}Q${width * 0.78} ${height * 0.66} ${width * 0.72} ${height * 0.7}Q${width * 0.9} ${height * 0.78} ${width} ${height * 0.82}Z`;
  canvas.add(
    0.7,
    path(left, darker(bank, 0.3)),
    path(right, darker(bank, 0.3)),
    `<g transform="translate(0 ${-unit * 0.014})">${path(left, bank)}${path(right, bank)}</g>`,
  );
  const stones = Array.from({ length: 6 }, () =>
    rock(
      random,
      random.chance(0.5) ? width * random.between(0.05, 0.3) : width * random.between(0.72, 0.95),
      height * random.between(0.68, 0.8),
      unit * random.between(0.02, 0.05),
      stage.lit("#8b8f98", 0.85),
    ),
  );
  canvas.add(0.8, ...stones, circle(0, 0, 0, light.haze));
  const floats = stage.shot.subjects[0]?.lives === "water" || stage.shot.subjects.length === 0;
  if (floats)
    return { y: height * 0.73, water: height * 0.615, sun, glints: [...glints, ...sparkle] };
  const y = paintLawn(stage);
  paintTufts(stage, 30, 12);
  return { y, sun, glints: [...glints, ...sparkle] };
}
