import { darker, lighter, mix } from "../paint/colour.ts";
import { circle, ellipse, path, rect } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** When the words name no place: waves of colour under a large pale disc, calm and never empty. */
export function paintDream(stage: Stage): Ground {
  const { width, height, unit, canvas, random, shot } = stage;
  const sets = [
    ["#2b1b5e", "#7a3fa8", "#ff8fa3", "#ffd6a5"],
    ["#0f2f5f", "#1f7a9f", "#7fd8c8", "#fff3c4"],
    ["#3b1f4f", "#c2476f", "#ff9f6b", "#ffe6a8"],
    ["#12304a", "#3f6fb0", "#b08fe0", "#ffd6e8"],
  ] as const;
  const [deep, middle, bright, pale] =
    shot.time === "night" || shot.time === "storm"
      ? (["#0a1030", "#2a2f72", "#6a5fc0", "#d8d8ff"] as const)
      : (sets[random.whole(0, sets.length - 1)] ?? sets[0]);
  canvas.add(
    0,
    rect(
      0,
      0,
      width,
      height,
      canvas.linear([
        { at: 0, colour: deep },
        { at: 0.5, colour: middle },
        { at: 1, colour: bright },
      ]),
    ),
  );
  const sun = { x: width * random.between(0.4, 0.6), y: height * 0.36 };
  const glow = canvas.radial([
    { at: 0, colour: pale, opacity: 0.75 },
    { at: 0.4, colour: bright, opacity: 0.35 },
    { at: 1, colour: bright, opacity: 0 },
  ]);
  canvas.glaze(circle(sun.x, sun.y, unit * 0.72, glow));
  canvas.add(
    0.05,
    circle(
      sun.x,
      sun.y,
      unit * 0.17,
      canvas.linear([
        { at: 0, colour: lighter(pale, 0.4) },
        { at: 1, colour: mix(pale, bright, 0.6) },
      ]),
    ),
  );
  canvas.glaze(
    ...Array.from({ length: 60 }, () =>
      circle(
        random.between(0, width),
        random.between(0, 0.6) * height,
        unit * (0.001 + random.next() ** 3 * 0.003),
        "#ffffff",
        random.between(0.3, 0.9),
      ),
    ),
  );
  for (let index = 0; index < 6; index++) {
    const near = 0.15 + index * 0.15;
    const base = height * (0.52 + index * 0.075);
    const colour = mix(mix(bright, middle, index / 5), deep, (index / 5) ** 1.3);
    const swing = unit * random.between(0.06, 0.13);
    const long = width / random.between(1.4, 2.4);
    let d = `M-40 ${base}`;
    for (let x = -40, side = index % 2 ? 1 : -1; x < width + 40; x += long / 2, side = -side)
      d += `q${long / 4} ${swing * side} ${long / 2} 0`;
    const fill = canvas.linear([
      { at: 0, colour: lighter(colour, 0.16) },
      { at: 0.35, colour },
      { at: 1, colour: darker(colour, 0.35) },
    ]);
    canvas.add(near, path(`${d}L${width + 200} ${height + 20}L-40 ${height + 20}Z`, fill));
  }
  canvas.ground(height * 0.72, 0.75, 1);
  canvas.add(
    0.5,
    ...Array.from({ length: 5 }, () =>
      ellipse(
        random.between(0, width),
        random.between(0.12, 0.4) * height,
        unit * random.between(0.08, 0.2),
        unit * 0.006,
        pale,
        0.35,
      ),
    ),
  );
  const glints: readonly Glint[] = Array.from({ length: 16 }, () => ({
    x: random.between(0.05, 0.95) * width,
    y: random.between(0.05, 0.7) * height,
    radius: unit * random.between(0.003, 0.008),
    colour: "#ffffff",
    flicker: 1,
  }));
  return { y: height * 0.735, sun, glints };
}
