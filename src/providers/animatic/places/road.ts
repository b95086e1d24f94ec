import { darker, lighter, mix } from "../paint/colour.ts";
import type { Colour } from "../paint/colour.ts";
import { fir } from "../paint/flora.ts";
import { circle, line, polygon, rect } from "../paint/shapes.ts";
import { paintSky } from "../paint/sky.ts";
import type { Sky } from "../paint/sky.ts";
import { paintSea } from "./sea.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { paintHills } from "./meadows.ts";
import { paintFirSlope, paintRange } from "./ranges.ts";

/** A road that runs to the horizon, or across the picture when somebody drives on it. */
export function paintRoad(stage: Stage): Ground {
  const { height, width, unit, canvas, random } = stage;
  const drives = stage.shot.subjects.some(({ gait }) => gait === "drive" || gait === "bike");
  const { sun, glints } = paintBeyond(stage);
  const winter = stage.shot.weather === "snow";
  const verge = stage.lit(winter ? "#e9f0f8" : "#8fae5a", 0.85);
  canvas.add(0.78, rect(0, height * 0.69, width, height * 0.31, verge));
  canvas.ground(height * 0.69, 0.78, 1);
  const asphalt = stage.lit("#55586a", 0.92);
  const mark = stage.lit("#f2e6c2", 0.95);
  if (!drives) return { y: paintVanishingRoad(stage, asphalt, mark), sun, glints };
  const top = height * 0.715;
  const bottom = height * 0.81;
  const fill = canvas.linear([
    { at: 0, colour: lighter(asphalt, 0.1) },
    { at: 1, colour: darker(asphalt, 0.25) },
  ]);
  const dashes = Array.from({ length: Math.ceil(width / (unit * 0.22)) }, (_, index) =>
    rect(index * unit * 0.22, height * 0.772, unit * 0.12, unit * 0.011, mark, 0.85),
  );
  canvas.add(
    0.9,
    rect(0, top, width, bottom - top, fill),
    rect(0, top, width, unit * 0.007, mark, 0.7),
    rect(0, bottom - unit * 0.01, width, unit * 0.01, mark, 0.75),
    ...dashes,
  );
  const posts = Array.from(
    { length: Math.ceil(width / (unit * 0.3)) },
    (_, index) =>
      rect(
        index * unit * 0.3 + unit * 0.1,
        top - unit * 0.055,
        unit * 0.013,
        unit * 0.055,
        stage.lit("#f4f4f4", 0.85),
      ) +
      rect(
        index * unit * 0.3 + unit * 0.1,
        top - unit * 0.045,
        unit * 0.013,
        unit * 0.014,
        stage.lit("#d8483f", 0.85),
      ),
  );
  canvas.add(0.82, ...posts);
  canvas.glaze(
    rect(
      0,
      bottom,
      width,
      height - bottom,
      canvas.linear([
        { at: 0, colour: darker(verge, 0.15) },
        { at: 1, colour: darker(verge, 0.55) },
      ]),
    ),
  );
  if (winter)
    canvas.add(
      0.7,
      ...[0.08, 0.2, 0.82, 0.94].map((at) =>
        fir(
          width * at,
          height * 0.71,
          unit * random.between(0.25, 0.4),
          stage.lit("#2f6b4c", 0.8),
          "#ffffff",
        ),
      ),
    );
  return { y: height * 0.765, sun, glints };
}

/** What lies behind the road: the sea, winter mountains, or hills. */
function paintBeyond(stage: Stage): Pick<Sky, "sun" | "glints"> {
  if (/\b(?:coast|sea|ocean|cliff|beach)/i.test(stage.shot.text)) {
    const sky = paintSky(stage, stage.height * 0.55);
    const sparkle = paintSea(stage, stage.height * 0.55, sky.sun.x);
    return { sun: sky.sun, glints: [...sky.glints, ...sparkle] };
  }
  return stage.shot.weather === "snow" ? winterRange(stage) : paintHills(stage);
}

function winterRange(stage: Stage) {
  const sky = paintSky(stage, stage.height * 0.6);
  paintRange(stage, stage.height * 0.61, stage.height * 0.3, 0.25, 0.7);
  paintFirSlope(stage, stage.height * 0.68, 0.6, true);
  return sky;
}

function paintVanishingRoad(stage: Stage, asphalt: Colour, mark: Colour): number {
  const { width, height, unit, canvas } = stage;
  const top = height * 0.69;
  const x = width / 2;
  const fill = canvas.linear([
    { at: 0, colour: mix(asphalt, stage.light.haze, 0.35) },
    { at: 1, colour: darker(asphalt, 0.3) },
  ]);
  canvas.add(
    0.85,
    polygon(
      [
        [x - unit * 0.04, top],
        [x + unit * 0.04, top],
        [x + unit * 0.75, height],
        [x - unit * 0.75, height],
      ],
      fill,
    ),
  );
  canvas.glaze(
    line(
      [
        [x - unit * 0.037, top],
        [x - unit * 0.7, height],
      ],
      mark,
      unit * 0.006,
      0.7,
    ),
    line(
      [
        [x + unit * 0.037, top],
        [x + unit * 0.7, height],
      ],
      mark,
      unit * 0.006,
      0.7,
    ),
  );
  for (let index = 0; index < 6; index++) {
    const y = (part: number) => top + (height - top) * (part / 6) ** 1.7;
    const half = (part: number) => unit * (0.0015 + (part / 6) ** 1.7 * 0.013);
    canvas.glaze(
      polygon(
        [
          [x - half(index), y(index)],
          [x + half(index), y(index)],
          [x + half(index + 0.5), y(index + 0.5)],
          [x - half(index + 0.5), y(index + 0.5)],
        ],
        mark,
        0.85,
      ),
    );
  }
  canvas.add(0.8, circle(0, 0, 0, mark));
  return height * 0.755;
}
