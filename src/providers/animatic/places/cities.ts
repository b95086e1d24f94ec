import { darker, mix } from "../paint/colour.ts";
import { circle, ellipse, rect } from "../paint/shapes.ts";
import { paintHaze, paintSky } from "../paint/sky.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";
import { NEON, paintBlocks } from "./blocks.ts";

/** A skyline in four ranks with lit windows, before it a quay and, when it rains, wet ground that mirrors. */
export function paintCity(stage: Stage): Ground {
  const { height, unit } = stage;
  const horizon = height * 0.66;
  const { sun, glints } = paintSky(stage, horizon);
  const lights: Glint[] = [];
  for (const [near, base, tall, wide] of [
    [0.14, 0.64, 0.56, 0.095],
    [0.3, 0.66, 0.46, 0.12],
    [0.5, 0.675, 0.33, 0.15],
  ] as const) {
    lights.push(...paintBlocks(stage, near, height * base, unit * tall, unit * wide));
    paintHaze(stage, height * base, height * 0.26, 0.34 * (1 - near));
  }
  const floats = stage.shot.subjects[0]?.lives === "water";
  const y = floats ? paintCanal(stage, lights) : paintQuay(stage, lights);
  return {
    y,
    sun,
    glints: [...glints.slice(0, 8), ...lights.slice(0, 34)],
    ...(floats ? { water: height * 0.68 } : {}),
  };
}

/** Pavement with lamps; wet when it rains. Answers where feet stand. */
function paintQuay(stage: Stage, lights: Glint[]): number {
  const { width, height, unit, canvas, light, shot } = stage;
  const stone = stage.lit("#8a8698", 0.9);
  const top = height * 0.685;
  const fill = canvas.linear([
    { at: 0, colour: mix(stone, light.haze, 0.3) },
    { at: 0.3, colour: stone },
    { at: 1, colour: darker(stone, 0.55) },
  ]);
  canvas.add(0.6, rect(0, top, width, height - top, fill));
  canvas.ground(top, 0.6, 1);
  canvas.add(0.62, rect(0, top - unit * 0.004, width, unit * 0.014, darker(stone, 0.3)));
  const seams = [0.705, 0.74, 0.79, 0.86, 0.95].map((y) =>
    rect(0, height * y, width, unit * 0.003, darker(stone, 0.5), 0.5),
  );
  canvas.glaze(...seams);
  if (shot.weather === "rain" || shot.weather === "storm" || shot.time === "neon")
    paintMirror(stage, top, lights);
  for (const at of [0.13, 0.87]) lamp(stage, width * at, height * 0.735, unit * 0.42, lights);
  return height * 0.745;
}

/** The city's lights on the water of a canal between two quays. */
function paintCanal(stage: Stage, lights: Glint[]): number {
  const { width, height, canvas, light } = stage;
  const top = height * 0.68;
  const deep = mix(stage.lit("#2a4f78", 0.9), light.sky[0], 0.35);
  const fill = canvas.linear([
    { at: 0, colour: mix(light.sky[2], deep, 0.45) },
    { at: 0.25, colour: deep },
    { at: 1, colour: darker(deep, 0.5) },
  ]);
  canvas.add(0.55, rect(0, top, width, height - top, fill));
  canvas.ground(top, 0.55, 1);
  paintMirror(stage, top, lights);
  for (const at of [0.07, 0.93]) lamp(stage, width * at, height * 0.7, stage.unit * 0.36, lights);
  return height * 0.755;
}

/** Long soft reflections of lights below `top`. */
export function paintMirror(stage: Stage, top: number, lights: readonly Glint[]): void {
  const { height, width, unit, canvas, random, light, shot } = stage;
  const colours = shot.time === "neon" ? NEON : [light.sun, "#ffd98a", light.sky[2]];
  const streaks: string[] = [];
  for (let index = 0; index < 34; index++) {
    const colour = colours[random.whole(0, colours.length - 1)] ?? light.sun;
    const x = lights[index % Math.max(1, lights.length)]?.x ?? random.between(0, width);
    const fill = canvas.linear([
      { at: 0, colour, opacity: 0.75 },
      { at: 1, colour, opacity: 0 },
    ]);
    const y = top + unit * random.between(0, 0.06);
    const high = (height - top) * random.between(0.3, 0.95);
    streaks.push(
      rect(
        x + random.between(-0.06, 0.06) * unit,
        y,
        unit * random.between(0.006, 0.03),
        high,
        fill,
        random.between(0.25, 0.6),
        unit * 0.006,
      ),
    );
  }
  for (let index = 0; index < 60; index++) {
    const depth = random.next();
    streaks.push(
      ellipse(
        random.between(0, width),
        top + depth * (height - top),
        unit * (0.01 + depth * 0.08),
        unit * (0.001 + depth * 0.003),
        light.sky[2],
        0.22,
      ),
    );
  }
  canvas.glaze(...streaks);
}

export function lamp(stage: Stage, x: number, y: number, high: number, lights: Glint[]): void {
  const { canvas, light, unit } = stage;
  const iron = stage.lit("#2b2a38", 0.95);
  const top = y - high;
  const shapes = [
    rect(x - high * 0.014, top, high * 0.028, high, iron),
    rect(x - high * 0.04, y - high * 0.05, high * 0.08, high * 0.05, iron),
    rect(x - high * 0.045, top - high * 0.02, high * 0.09, high * 0.025, iron),
    rect(
      x - high * 0.035,
      top,
      high * 0.07,
      high * 0.1,
      light.lamps ? "#fff1c4" : "#dfe6ea",
      1,
      high * 0.02,
    ),
  ];
  canvas.add(0.75, ...shapes);
  if (!light.lamps) return;
  const glow = canvas.radial([
    { at: 0, colour: "#ffdf9a", opacity: 0.75 },
    { at: 0.4, colour: "#ffc46b", opacity: 0.22 },
    { at: 1, colour: "#ffc46b", opacity: 0 },
  ]);
  canvas.glaze(
    circle(x, top + high * 0.05, high * 0.5, glow),
    ellipse(x, y, high * 0.5, high * 0.06, glow, 0.6),
  );
  lights.unshift({
    x,
    y: top + high * 0.05,
    radius: unit * 0.012,
    colour: "#ffe9b8",
    flicker: 0.08,
  });
}
