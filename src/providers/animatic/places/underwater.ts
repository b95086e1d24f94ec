import { darker, lighter, mix } from "../paint/colour.ts";
import { rock } from "../paint/flora.ts";
import { below, circle, ellipse, hills, line, path, polygon, rect } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** Rays from above, coral in the sand, kelp at the sides, small fish far away. */
export function paintUnderwater(stage: Stage): Ground {
  const { width, height, unit, canvas, random, shot } = stage;
  const deep = shot.time === "night" || /\bdeep|abyss|dark/i.test(shot.text);
  const [top, middle, low] = deep
    ? ["#0e5580", "#083458", "#041a33"]
    : ["#5fd0e6", "#1f93c4", "#0d5a92"];
  canvas.add(
    0,
    rect(
      0,
      0,
      width,
      height,
      canvas.linear([
        { at: 0, colour: top },
        { at: 0.45, colour: middle },
        { at: 1, colour: low },
      ]),
    ),
  );
  const sunX = width * random.between(0.35, 0.65);
  const glow = canvas.radial([
    { at: 0, colour: "#eaffff", opacity: 0.75 },
    { at: 1, colour: "#9fefff", opacity: 0 },
  ]);
  canvas.glaze(ellipse(sunX, 0, unit * 0.9, height * 0.4, glow, deep ? 0.5 : 0.9));
  const ray = canvas.linear([
    { at: 0, colour: "#e6ffff", opacity: 0.5 },
    { at: 1, colour: "#e6ffff", opacity: 0 },
  ]);
  const rays = Array.from({ length: 9 }, () => {
    const x = sunX + random.between(-0.3, 0.3) * width;
    const lean = (x - sunX) * random.between(0.8, 1.6);
    const wide = unit * random.between(0.02, 0.07);
    return polygon(
      [
        [x - wide * 0.4, -10],
        [x + wide * 0.4, -10],
        [x + lean + wide * 1.8, height * 0.85],
        [x + lean - wide * 1.8, height * 0.85],
      ],
      ray,
      random.between(0.2, 0.6),
    );
  });
  canvas.glaze(...rays);
  const water = (base: string, near: number) => mix(base, middle, 0.8 * (1 - near));
  canvas.add(
    0.1,
    ...Array.from({ length: 14 }, () =>
      smallFish(
        random.between(0, width),
        random.between(0.15, 0.6) * height,
        unit * random.between(0.008, 0.02),
        water("#0c4a78", 0.4),
      ),
    ),
  );
  for (const [near, base] of [
    [0.3, 0.74],
    [0.55, 0.8],
  ] as const) {
    const bed = hills(random, width, height * base, height * 0.1);
    canvas.add(
      near,
      below(bed, height, water(deep ? "#0f4a66" : "#2c7f96", near)),
      ...corals(stage, height * base, near, water),
    );
  }
  const sand = water(deep ? "#3a6a78" : "#d9c68f", 0.75);
  canvas.add(
    0.85,
    below(
      hills(random, width, height * 0.87, height * 0.05),
      height,
      canvas.linear([
        { at: 0, colour: lighter(sand, 0.12) },
        { at: 1, colour: darker(sand, 0.5) },
      ]),
    ),
  );
  canvas.add(
    0.95,
    ...corals(stage, height * 0.9, 0.95, water),
    ...[0.03, 0.09, 0.91, 0.97].map((at) =>
      kelp(
        stage,
        width * at,
        height * 1.02,
        unit * random.between(0.5, 0.85),
        water("#1f7a4f", 0.85),
      ),
    ),
  );
  const glints: readonly Glint[] = Array.from({ length: 10 }, () => ({
    x: random.between(0.1, 0.9) * width,
    y: random.between(0.1, 0.7) * height,
    radius: unit * random.between(0.003, 0.006),
    colour: "#d8ffff",
    flicker: 1,
  }));
  return { y: height * 0.55, sun: { x: sunX, y: 0 }, glints };
}

function smallFish(x: number, y: number, size: number, colour: string): string {
  return (
    ellipse(x, y, size, size * 0.45, colour) +
    polygon(
      [
        [x + size * 0.7, y],
        [x + size * 1.5, y - size * 0.45],
        [x + size * 1.5, y + size * 0.45],
      ],
      colour,
    )
  );
}

function corals(
  stage: Stage,
  base: number,
  near: number,
  water: (colour: string, near: number) => string,
): readonly string[] {
  const { random, width, unit } = stage;
  return Array.from({ length: 9 }, () => {
    const x = random.between(0, width);
    const size = unit * (0.04 + near * 0.06) * random.between(0.7, 1.4);
    const colour = water(random.pick("#ff6f7d", "#ff9f5a", "#c86bd8", "#ffcb52", "#ff7fb0"), near);
    if (random.chance(0.4)) {
      return Array.from({ length: 6 }, (_, index) => {
        const angle = -1.57 + (index - 2.5) * 0.32;
        const end: Point = [x + Math.cos(angle) * size, base + Math.sin(angle) * size];
        return (
          line(
            [
              [x, base + size * 0.2],
              [x + Math.cos(angle) * size * 0.4, base + Math.sin(angle) * size * 0.4],
              end,
            ],
            colour,
            size * 0.12,
          ) + circle(end[0], end[1], size * 0.09, lighter(colour, 0.2))
        );
      }).join("");
    }
    if (random.chance(0.5))
      return rock(random, x, base + size * 0.3, size * 0.9, water("#6f8aa0", near));
    const puffs = Array.from({ length: 5 }, (_, index) =>
      circle(
        x + (index - 2) * size * 0.3,
        base - (index % 2) * size * 0.25,
        size * 0.34,
        index % 2 ? lighter(colour, 0.1) : colour,
      ),
    );
    return puffs.join("");
  });
}

function kelp({ random, unit }: Stage, x: number, y: number, high: number, colour: string): string {
  const sway = random.pick(-1, 1) * unit * 0.035;
  let stem = `M${x} ${y}`;
  const leaves: string[] = [];
  for (let index = 1; index <= 7; index++) {
    const up = y - (high * index) / 7;
    const side = index % 2 ? 1 : -1;
    stem += `Q${x + sway * side} ${up + high / 14} ${x} ${up}`;
    leaves.push(
      path(
        `M${x} ${up}Q${x + side * unit * 0.05} ${up - unit * 0.05} ${x + side * unit * 0.075} ${up - unit * 0.035}Q${x + side * unit * 0.045} ${up + unit * 0.005} ${x} ${up}Z`,
        index % 2 ? colour : darker(colour, 0.15),
      ),
    );
  }
  return (
    `<path d="${stem}" fill="none" stroke="${darker(colour, 0.2)}" stroke-width="${unit * 0.012}"/>` +
    leaves.join("")
  );
}
