import { darker, mix } from "../paint/colour.ts";
import { below, polygon, ridge } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import { paintSky } from "../paint/sky.ts";
import type { Ground, Stage } from "../paint/stage.ts";

/** A cone that glows at its mouth, black slopes, rivers of lava. */
export function paintVolcano(stage: Stage): Ground {
  const { width, height, canvas, unit, random } = stage;
  const horizon = height * 0.62;
  const { sun } = paintSky(stage, horizon);
  const x = width * (sun.x > width / 2 ? 0.36 : 0.64);
  const top = height * 0.27;
  const half = unit * 0.7;
  const mouth = unit * 0.1;
  const stone = stage.lit("#55424c", 0.4);
  const glow = canvas.radial([
    { at: 0, colour: "#ffb03a", opacity: 0.85 },
    { at: 0.4, colour: "#ff5a26", opacity: 0.4 },
    { at: 1, colour: "#ff3a20", opacity: 0 },
  ]);
  canvas.glaze(`<circle cx="${x}" cy="${top}" r="${unit * 0.5}" fill="${glow}"/>`);
  const smoke = Array.from({ length: 9 }, (_, index) => {
    const rise = index / 9;
    return `<circle cx="${x + Math.sin(index * 1.3) * unit * 0.05 + rise * unit * 0.22}" cy="${top - rise * height * 0.3}" r="${unit * (0.05 + rise * 0.1)}" fill="${mix("#5a4a55", stage.light.sky[1], rise * 0.7)}" opacity="${0.75 - rise * 0.5}"/>`;
  });
  canvas.add(0.3, ...smoke);
  const cone: Point[] = [
    [x - half, horizon + 4],
    [x - half * 0.45, top + (horizon - top) * 0.42],
    [x - mouth, top],
    [x - mouth * 0.3, top + unit * 0.015],
    [x + mouth * 0.4, top + unit * 0.005],
    [x + mouth, top + unit * 0.01],
    [x + half * 0.5, top + (horizon - top) * 0.46],
    [x + half, horizon + 4],
  ];
  canvas.add(
    0.35,
    polygon(cone, stone),
    polygon(
      [
        [x + mouth * 0.2, top],
        [x + mouth, top + unit * 0.01],
        [x + half * 0.5, top + (horizon - top) * 0.46],
        [x + half, horizon + 4],
        [x + half * 0.2, horizon + 4],
      ],
      darker(stone, 0.3),
    ),
  );
  const lava = canvas.linear([
    { at: 0, colour: "#fff0a0" },
    { at: 0.4, colour: "#ff9a2e" },
    { at: 1, colour: "#e23b1f" },
  ]);
  for (const [lean, wide] of [
    [-0.28, 0.028],
    [0.05, 0.04],
    [0.3, 0.022],
  ] as const) {
    const drop = (horizon - top) * random.between(0.6, 0.95);
    canvas.add(
      0.36,
      polygon(
        [
          [x + lean * mouth * 2 - unit * wide * 0.5, top + 2],
          [x + lean * half * 0.5, top + drop * 0.5],
          [x + lean * half * 0.8, top + drop],
          [x + lean * half * 0.5 + unit * wide, top + drop * 0.55],
          [x + lean * mouth * 2 + unit * wide * 0.5, top + 2],
        ],
        lava,
      ),
    );
  }
  const rocks = ridge(random, width, height * 0.71, height * 0.08, 0.55, 6);
  canvas.add(0.8, below(rocks, height, stage.lit("#4a3a44", 0.9)));
  canvas.ground(height * 0.7, 0.8, 1);
  return {
    y: height * 0.735,
    sun: { x, y: top },
    glints: [{ x, y: top, radius: unit * 0.05, colour: "#ffb04a", flicker: 0.5 }],
  };
}
