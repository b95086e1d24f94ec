import { darker, lighter, mix } from "../paint/colour.ts";
import { lightOf } from "../paint/light.ts";
import { circle, ellipse, rect } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** Colours of a wall and a floor by the hour: indoors the light is warmer than the sky. */
export function indoors(stage: Stage) {
  const night = stage.light.lamps;
  const wall = stage.random.pick("#e6c7a0", "#a9c4b4", "#d8a896", "#b3bcd6");
  return night
    ? {
        wall: mix(mix(wall, "#3c2c50", 0.62), "#ff9f5a", 0.12),
        floor: "#6b4638",
        warm: "#ffb869",
        night,
      }
    : { wall: mix(wall, stage.light.haze, 0.18), floor: "#b07f56", warm: "#ffe2b0", night };
}

/** A table close to the eye; the room behind it is out of focus. */
export function paintTable(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const { wall, warm, night } = indoors(stage);
  const edge = height * 0.62;
  canvas.add(
    0.05,
    rect(
      0,
      0,
      width,
      height,
      canvas.linear([
        { at: 0, colour: darker(wall, 0.38) },
        { at: 0.6, colour: mix(wall, warm, 0.3) },
        { at: 1, colour: darker(wall, 0.2) },
      ]),
    ),
  );
  const windowX = width * random.pick(0.24, 0.76);
  const light = lightOf(stage.shot.time);
  const halo = canvas.radial([
    { at: 0, colour: night ? warm : "#ffffff", opacity: 0.75 },
    { at: 1, colour: warm, opacity: 0 },
  ]);
  canvas.add(
    0.05,
    rect(
      windowX - unit * 0.26,
      height * 0.1,
      unit * 0.52,
      height * 0.42,
      canvas.linear([
        { at: 0, colour: light.sky[1] },
        { at: 1, colour: light.sky[2] },
      ]),
      0.75,
      unit * 0.05,
    ),
    rect(windowX - unit * 0.02, height * 0.1, unit * 0.03, height * 0.42, darker(wall, 0.2), 0.5),
  );
  canvas.glaze(circle(windowX, height * 0.3, unit * 0.75, halo, 0.6));
  const glints: Glint[] = [];
  for (let index = 0; index < 20; index++) {
    const x = random.between(0, width);
    const y = random.between(0.06, 0.56) * height;
    const size = unit * random.between(0.016, 0.05);
    canvas.add(
      0.08,
      circle(
        x,
        y,
        size,
        random.pick(warm, lighter(warm, 0.4), "#ff9f7a", light.sky[2]),
        random.between(0.12, 0.36),
      ),
    );
  }
  const wood = mix("#a8713f", night ? "#2a1626" : "#ffe6c0", night ? 0.45 : 0.12);
  canvas.add(
    0.6,
    rect(
      0,
      edge,
      width,
      height - edge,
      canvas.linear([
        { at: 0, colour: lighter(wood, 0.22) },
        { at: 0.25, colour: wood },
        { at: 1, colour: darker(wood, 0.5) },
      ]),
    ),
  );
  canvas.ground(edge, 0.5, 1);
  const grain = Array.from({ length: 40 }, () => {
    const depth = random.next();
    const y = edge + depth ** 1.4 * (height - edge);
    return ellipse(
      random.between(0, width),
      y,
      unit * random.between(0.06, 0.4),
      unit * (0.001 + depth * 0.003),
      darker(wood, 0.3),
      0.35,
    );
  });
  const boards = [0.645, 0.69, 0.77, 0.9].map((at) =>
    rect(0, height * at, width, unit * 0.004, darker(wood, 0.45), 0.7),
  );
  canvas.glaze(
    ...grain,
    ...boards,
    ellipse(windowX, edge + unit * 0.04, unit * 0.5, unit * 0.05, "#fff4d8", night ? 0.1 : 0.32),
  );
  return { y: height * 0.735, sun: { x: windowX, y: height * 0.2 }, glints };
}
