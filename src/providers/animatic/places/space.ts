import { blob, circle, ellipse, rect } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** Nebulae, stars and a planet with bands, sometimes with a ring. */
export function paintSpace(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  canvas.add(
    0,
    rect(
      0,
      0,
      width,
      height,
      canvas.linear([
        { at: 0, colour: "#080a20" },
        { at: 0.6, colour: "#141138" },
        { at: 1, colour: "#2a1650" },
      ]),
    ),
  );
  const hues = random.pick(
    ["#7b3fd0", "#d0469a", "#2f6fd8"],
    ["#1f8f9f", "#3f5fd8", "#9f4fd0"],
    ["#d0603f", "#a03f9f", "#3f4fc0"],
  );
  for (let index = 0; index < 16; index++) {
    const colour = hues[index % hues.length] ?? "#7b3fd0";
    const fill = canvas.radial([
      { at: 0, colour, opacity: 0.8 },
      { at: 0.5, colour, opacity: 0.3 },
      { at: 1, colour, opacity: 0 },
    ]);
    const along = random.between(-0.1, 1.1);
    canvas.glaze(
      ellipse(
        along * width,
        height * (0.75 - along * 0.5 + random.between(-0.16, 0.16)),
        unit * random.between(0.15, 0.5),
        unit * random.between(0.1, 0.28),
        fill,
        random.between(0.4, 0.9),
      ),
    );
  }
  canvas.glaze(
    ...Array.from({ length: 420 }, () =>
      circle(
        random.between(0, width),
        random.between(0, height),
        unit * (0.0007 + random.next() ** 5 * 0.0032),
        random.pick("#ffffff", "#ffffff", "#ffdcb8", "#bcd6ff"),
        random.between(0.25, 1),
      ),
    ),
  );
  paintPlanet(stage);
  if (/\basteroid|meteor/i.test(stage.shot.text)) paintAsteroids(stage);
  const glints: readonly Glint[] = Array.from({ length: 22 }, () => ({
    x: random.between(0, width),
    y: random.between(0, height),
    radius: unit * random.between(0.003, 0.009),
    colour: random.pick("#ffffff", "#cfe0ff", "#ffe6c8"),
    flicker: 1,
  }));
  return { y: height * 0.52, sun: { x: width * 0.12, y: height * 0.05 }, glints };
}

function paintAsteroids({ canvas, random, width, height, unit }: Stage): void {
  const stones = Array.from({ length: 26 }, () => {
    const size = unit * (0.008 + random.next() ** 3 * 0.06);
    const x = random.between(0, width);
    const y = random.between(0.05, 0.95) * height;
    const corners = Array.from({ length: 9 }, (_, index): Point => {
      const angle = (index / 9) * 6.28;
      const out = size * random.between(0.72, 1.1);
      return [x + Math.cos(angle) * out, y + Math.sin(angle) * out];
    });
    return [
      blob(corners, "#7d7488"),
      circle(x - size * 0.2, y - size * 0.15, size * 0.24, "#625a70", 0.9),
      circle(x + size * 0.3, y + size * 0.25, size * 0.16, "#625a70", 0.9),
      circle(x - size * 0.35, y - size * 0.4, size * 0.14, "#a79fb2", 0.7),
    ].join("");
  });
  canvas.glaze(...stones);
}

function paintPlanet({ canvas, random, width, height, unit }: Stage): void {
  const [pale, body, dark] = random.pick(
    ["#ffd9a0", "#e08a5a", "#5a2438"],
    ["#a8f0e6", "#4fa8c8", "#14345c"],
    ["#ffc0dc", "#b06ad0", "#33195c"],
  );
  const radius = unit * random.between(0.24, 0.34);
  const x = width * random.pick(0.22, 0.78);
  const y = height * random.between(0.66, 0.76);
  const ball = canvas.radial(
    [
      { at: 0, colour: pale ?? "#fff" },
      { at: 0.55, colour: body ?? "#888" },
      { at: 1, colour: dark ?? "#000" },
    ],
    { x: 0.3, y: 0.28 },
  );
  const halo = canvas.radial([
    { at: 0.68, colour: body ?? "#888", opacity: 0.4 },
    { at: 1, colour: body ?? "#888", opacity: 0 },
  ]);
  const disc = canvas.clip(circle(x, y, radius, "#fff"));
  const bands = Array.from({ length: 8 }, (_, index) => {
    const at = y - radius + (radius * 2 * (index + random.next())) / 8;
    return ellipse(
      x,
      at,
      radius * 1.2,
      radius * random.between(0.03, 0.1),
      random.chance(0.5) ? (pale ?? "#fff") : (dark ?? "#000"),
      0.2,
    );
  });
  const ring = random.chance(0.55);
  const tilt = `transform="rotate(-18 ${x} ${y})"`;
  const band = (from: number, to: number, half: string) =>
    `<path ${tilt} d="M${x - radius * to} ${y}A${radius * to} ${radius * to * 0.24} 0 0 ${half} ${x + radius * to} ${y}L${x + radius * from} ${y}A${radius * from} ${radius * from * 0.24} 0 0 ${half === "1" ? "0" : "1"} ${x - radius * from} ${y}Z" fill="${pale}" opacity=".8"/>`;
  canvas.add(
    0.35,
    circle(x, y, radius * 1.3, halo),
    ring ? band(1.3, 1.75, "1") : "",
    circle(x, y, radius, ball),
    `<g clip-path="${disc}">${bands.join("")}${circle(x + radius * 0.55, y + radius * 0.5, radius * 1.2, "#05030f", 0.35)}</g>`,
    ring ? band(1.3, 1.75, "0") : "",
  );
  canvas.add(
    0.25,
    circle(width - x + unit * 0.1, height * 0.2, unit * 0.03, "#d8d4e8"),
    circle(width - x + unit * 0.108, height * 0.205, unit * 0.027, "#6f6a90", 0.45),
  );
}
