import { darker, lighter, mix } from "../paint/colour.ts";
import { below, circle, ellipse, path, rect, ridge } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** Grey dust under a black sky, craters, the Earth over the hills; red when Mars is meant. */
export function paintMoon(stage: Stage): Ground {
  const { width, height, unit, canvas, random, shot } = stage;
  const red = /\bmars|martian|red planet/i.test(shot.text);
  const ground = red ? "#c46a42" : "#b9bcc8";
  const sky = canvas.linear(
    red
      ? [
          { at: 0, colour: "#4a2b2a" },
          { at: 0.7, colour: "#c98a5e" },
          { at: 1, colour: "#f0c79a" },
        ]
      : [
          { at: 0, colour: "#04050f" },
          { at: 1, colour: "#1a2146" },
        ],
  );
  canvas.add(0, rect(0, 0, width, height, sky));
  const glints: Glint[] = [];
  if (!red) {
    canvas.glaze(
      ...Array.from({ length: 240 }, () =>
        circle(
          random.between(0, width),
          random.between(0, height * 0.62),
          unit * (0.0008 + random.next() ** 4 * 0.0026),
          "#ffffff",
          random.between(0.3, 1),
        ),
      ),
    );
    for (let index = 0; index < 14; index++)
      glints.push({
        x: random.between(0, width),
        y: random.between(0, 0.5) * height,
        radius: unit * 0.005,
        colour: "#ffffff",
        flicker: 1,
      });
  }
  const earth = { x: width * random.pick(0.3, 0.68), y: height * 0.26 };
  canvas.add(
    0.05,
    red
      ? circle(earth.x, earth.y, unit * 0.035, "#ffeed2", 0.9)
      : paintEarth(stage, earth.x, earth.y, unit * 0.13),
  );
  for (const [near, base, tall] of [
    [0.3, 0.62, 0.1],
    [0.55, 0.67, 0.07],
  ] as const) {
    const range = ridge(random, width, height * base, height * tall, 0.5, 6);
    const colour = mix(ground, red ? "#e2ad84" : "#2a3158", 0.55 - near * 0.5);
    canvas.add(
      near,
      below(range, height, colour),
      below(
        range.map(([x, y]): Point => [x + unit * 0.03, y + unit * 0.02]),
        height,
        darker(colour, 0.25),
        0.5,
      ),
    );
  }
  const soil = canvas.linear([
    { at: 0, colour: lighter(ground, 0.15) },
    { at: 0.4, colour: ground },
    { at: 1, colour: darker(ground, 0.55) },
  ]);
  canvas.add(
    0.85,
    below(ridge(random, width, height * 0.715, height * 0.025, 0.45, 6), height, soil),
  );
  canvas.ground(height * 0.71, 0.8, 1);
  const craters = Array.from({ length: 13 }, () => {
    const depth = random.next();
    const x = random.between(0, width);
    const y = height * (0.735 + depth * 0.25);
    const wide = unit * (0.02 + depth * 0.1) * random.between(0.5, 1.2);
    return (
      ellipse(x, y, wide, wide * 0.26, darker(ground, 0.34)) +
      ellipse(x, y + wide * 0.06, wide * 0.94, wide * 0.2, darker(ground, 0.18)) +
      path(
        `M${x - wide} ${y}A${wide} ${wide * 0.26} 0 0 0 ${x + wide} ${y}A${wide} ${wide * 0.2} 0 0 1 ${x - wide} ${y}Z`,
        lighter(ground, 0.35),
        0.8,
      )
    );
  });
  canvas.add(0.9, ...craters);
  return { y: height * 0.745, sun: { x: width * 0.85, y: height * 0.1 }, glints };
}

function paintEarth(
  { canvas }: Pick<Stage, "canvas">,
  x: number,
  y: number,
  radius: number,
): string {
  const sea = canvas.radial(
    [
      { at: 0, colour: "#7cc8ff" },
      { at: 0.7, colour: "#2f7fd6" },
      { at: 1, colour: "#123a80" },
    ],
    { x: 0.35, y: 0.35 },
  );
  const halo = canvas.radial([
    { at: 0.7, colour: "#8fd0ff", opacity: 0.5 },
    { at: 1, colour: "#8fd0ff", opacity: 0 },
  ]);
  const disc = canvas.clip(circle(x, y, radius, "#fff"));
  const land = [
    [-0.4, -0.3, 0.42, 0.3],
    [0.3, 0.2, 0.36, 0.44],
    [-0.3, 0.6, 0.3, 0.2],
    [0.6, -0.5, 0.3, 0.2],
  ] as const;
  const shapes = land.map(([dx, dy, wide, high]) =>
    ellipse(x + dx * radius, y + dy * radius, wide * radius, high * radius, "#69b36b"),
  );
  const clouds = [
    [-0.2, 0.1, 0.6, 0.07],
    [0.2, -0.45, 0.5, 0.06],
    [0.1, 0.62, 0.5, 0.06],
  ] as const;
  const veils = clouds.map(([dx, dy, wide, high]) =>
    ellipse(x + dx * radius, y + dy * radius, wide * radius, high * radius, "#ffffff", 0.75),
  );
  return (
    circle(x, y, radius * 1.35, halo) +
    circle(x, y, radius, sea) +
    `<g clip-path="${disc}">${shapes.join("")}${veils.join("")}${circle(x + radius * 0.5, y + radius * 0.5, radius * 1.15, "#04102e", 0.28)}</g>`
  );
}
