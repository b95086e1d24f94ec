import { darker, mix } from "../paint/colour.ts";
import { line, path, polygon, rect } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";
import { paintFirSlope, paintHill, paintRange } from "./ranges.ts";

/** A castle on its hill, with flags and lit windows, over a winding path. */
export function paintCastle(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const { sun, glints } = paintSky(stage, height * 0.6);
  paintRange(stage, height * 0.62, height * 0.3, 0.2, 0.4);
  paintHaze(stage, height * 0.6, height * 0.24, 0.5);
  const x = width * (sun.x > width / 2 ? 0.36 : 0.64);
  const foot = height * 0.58;
  const lights: Glint[] = [];
  canvas.add(
    0.42,
    path(
      `M${x - unit * 0.75} ${height * 0.72}Q${x - unit * 0.3} ${foot - unit * 0.02} ${x} ${foot - unit * 0.02}T${x + unit * 0.8} ${height * 0.72}Z`,
      stage.lit("#6f9a58", 0.45),
    ),
    castle(stage, x, foot, unit * 0.44, 0.45, lights),
  );
  paintFirSlope(stage, height * 0.685, 0.62, stage.shot.weather === "snow", 0.1);
  const y = paintHill(stage, stage.shot.weather === "snow" ? "#eef4fb" : "#86b356", 0.7);
  canvas.ground(height * 0.71, 0.8, 1);
  canvas.glaze(
    windingPath(stage, 0.72, mix(stage.lit("#d8bf95", 0.95), "#5a4a3a", random.between(0.1, 0.2))),
  );
  return { y, sun, glints: [...glints, ...lights] };
}

function castle(
  stage: Stage,
  x: number,
  y: number,
  size: number,
  near: number,
  lights: Glint[],
): string {
  const stone = stage.lit("#c3bccb", near);
  const shade = darker(stone, 0.2);
  const roof = stage.lit("#8a4a6a", near);
  const pane = stage.light.lamps ? "#ffd98a" : stage.lit("#5a5570", near);
  const tower = (dx: number, wide: number, high: number, spire: boolean) => {
    const left = x + dx * size - (wide * size) / 2;
    const top = y - high * size;
    const w = wide * size;
    if (stage.light.lamps)
      lights.push({
        x: left + w / 2,
        y: top + w * 0.7,
        radius: size * 0.018,
        colour: "#ffe0a0",
        flicker: 0.3,
      });
    const head = spire
      ? polygon(
          [
            [left - w * 0.14, top],
            [left + w * 0.5, top - w * 1.25],
            [left + w * 1.14, top],
          ],
          roof,
        ) +
        polygon(
          [
            [left + w * 0.5, top - w * 1.25],
            [left + w * 1.14, top],
            [left + w * 0.55, top],
          ],
          darker(roof, 0.2),
        ) +
        polygon(
          [
            [left + w * 0.5, top - w * 1.6],
            [left + w * 0.95, top - w * 1.48],
            [left + w * 0.5, top - w * 1.36],
          ],
          stage.lit("#e0604f", near),
        ) +
        rect(left + w * 0.48, top - w * 1.6, w * 0.04, w * 0.4, shade)
      : [0, 0.4, 0.8]
          .map((at) => rect(left + w * at, top - w * 0.16, w * 0.2, w * 0.18, stone))
          .join("");
    return (
      rect(left, top, w, high * size + size * 0.06, stone) +
      rect(left + w * 0.62, top, w * 0.38, high * size + size * 0.06, shade) +
      head +
      rect(left + w * 0.4, top + w * 0.5, w * 0.2, w * 0.4, pane, 1, w * 0.1)
    );
  };
  const wall =
    rect(x - size * 0.52, y - size * 0.3, size * 1.04, size * 0.36, stone) +
    [...Array(9).keys()]
      .map((index) =>
        rect(
          x - size * 0.52 + index * size * 0.118,
          y - size * 0.34,
          size * 0.06,
          size * 0.05,
          stone,
        ),
      )
      .join("");
  return [
    tower(-0.26, 0.17, 0.66, true),
    tower(0.24, 0.18, 0.74, true),
    tower(0, 0.24, 0.96, true),
    wall,
    tower(-0.5, 0.2, 0.46, false),
    tower(0.5, 0.2, 0.5, true),
    path(
      `M${x - size * 0.09} ${y + size * 0.06}V${y - size * 0.1}a${size * 0.09} ${size * 0.09} 0 0 1 ${size * 0.18} 0V${y + size * 0.06}Z`,
      stage.lit("#5a3f38", near),
    ),
  ].join("");
}

/** A winding path from the feet of the picture to the hills. */
function windingPath(stage: Stage, from: number, colour: string): string {
  const { width, height, unit } = stage;
  const at = (x: number, y: number): Point => [width * 0.5 + unit * x, height * y];
  return (
    polygon(
      [
        at(-0.25, 1),
        at(-0.1, 0.85),
        at(0.06, 0.76),
        at(0.02, from),
        at(0.04, from),
        at(0.14, 0.765),
        at(0.08, 0.86),
        at(0.2, 1),
      ],
      colour,
      0.9,
    ) + line([at(0, 1), at(0, 1)], colour, 1)
  );
}
