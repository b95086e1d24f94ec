import { darker, lighter, mix } from "../paint/colour.ts";
import { ellipse, polygon, rect } from "../paint/shapes.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import { paintFloorLamp, paintShelf, paintSofa, paintWindow } from "./furniture.ts";
import { indoors } from "./table.ts";

/** A room with a window to the weather outside, a shelf, a lamp, a rug on the boards. */
export function paintRoom(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const { wall, floor, warm, night } = indoors(stage);
  const line = height * 0.66;
  canvas.add(
    0.1,
    rect(
      0,
      0,
      width,
      line,
      canvas.linear([
        { at: 0, colour: darker(wall, 0.25) },
        { at: 1, colour: wall },
      ]),
    ),
  );
  canvas.glaze(
    ...Array.from({ length: Math.ceil(width / (unit * 0.09)) }, (_, index) =>
      rect(index * unit * 0.09, 0, unit * 0.045, line, lighter(wall, 0.5), 0.07),
    ),
  );
  canvas.add(0.12, rect(0, line - unit * 0.035, width, unit * 0.035, lighter(wall, 0.3)));
  const windowX = width * (random.chance(0.5) ? 0.34 : 0.62);
  const window = {
    x: windowX - unit * 0.25,
    y: height * 0.37 - unit * 0.25,
    width: unit * 0.5,
    height: unit * 0.5,
  };
  paintWindow(stage, windowX, height * 0.37, unit * 0.25, unit * 0.25);
  canvas.add(
    0.5,
    rect(
      0,
      line,
      width,
      height - line,
      canvas.linear([
        { at: 0, colour: lighter(floor, 0.08) },
        { at: 1, colour: darker(floor, 0.5) },
      ]),
    ),
  );
  canvas.ground(line, 0.35, 1);
  canvas.glaze(
    ...Array.from({ length: 13 }, (_, index) =>
      polygon(
        [
          [width * (index / 12), line],
          [width * (index / 12) + 1.5, line],
          [width * (0.5 + (index / 12 - 0.5) * 2.2) + 3, height],
          [width * (0.5 + (index / 12 - 0.5) * 2.2), height],
        ],
        darker(floor, 0.4),
        0.5,
      ),
    ),
  );
  const far = windowX < width / 2 ? 1 : -1;
  paintShelf(stage, width / 2 + far * width * 0.24, height * 0.32, unit * 0.34, wall);
  const lampX = windowX - far * unit * 0.36;
  const glints = paintFloorLamp(stage, lampX, line + unit * 0.03, unit * 0.5, warm, night);
  const rug = random.pick("#b5484f", "#3f6f8f", "#7a5a9a");
  canvas.add(
    0.85,
    ellipse(
      width / 2,
      height * 0.76,
      unit * 0.62,
      unit * 0.1,
      mix(rug, "#2a1a20", night ? 0.4 : 0.1),
    ),
    ellipse(
      width / 2,
      height * 0.76,
      unit * 0.5,
      unit * 0.075,
      mix(lighter(rug, 0.25), "#2a1a20", night ? 0.4 : 0.1),
    ),
    ellipse(
      width / 2,
      height * 0.76,
      unit * 0.46,
      unit * 0.068,
      mix(rug, "#2a1a20", night ? 0.4 : 0.1),
    ),
  );
  paintSofa(stage, width / 2 + far * unit * 0.62, line + unit * 0.08, unit * 0.42, night);
  if (!night)
    canvas.glaze(
      polygon(
        [
          [windowX - unit * 0.11, line],
          [windowX + unit * 0.13, line],
          [windowX + far * unit * 0.2 + unit * 0.22, height],
          [windowX + far * unit * 0.2 - unit * 0.2, height],
        ],
        "#fff2cf",
        0.2,
      ),
    );
  return {
    y: height * 0.755,
    sun: { x: night ? lampX : windowX, y: height * 0.3 },
    glints,
    window,
  };
}
