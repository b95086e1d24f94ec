import type { Random } from "../random.ts";
import { darker, lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";
import { blob, circle, ellipse, line, path, polygon, rect } from "./shapes.ts";
import type { Point } from "./shapes.ts";

/** A fir with three skirts, its right half in shade. `y` is its foot. */
export function fir(x: number, y: number, height: number, colour: Colour, snow?: Colour): string {
  const shapes = [
    rect(
      x - height * 0.025,
      y - height * 0.12,
      height * 0.05,
      height * 0.13,
      darker("#5a4030", 0.35),
    ),
  ];
  for (let tier = 0; tier < 4; tier++) {
    const top = y - height + tier * height * 0.2;
    const bottom = top + height * 0.34;
    const wide = height * (0.1 + tier * 0.055);
    shapes.push(
      polygon(
        [
          [x, top],
          [x - wide, bottom],
          [x + wide, bottom],
        ],
        colour,
      ),
      polygon(
        [
          [x, top],
          [x + wide, bottom],
          [x + wide * 0.05, bottom],
        ],
        darker(colour, 0.18),
      ),
    );
    if (snow)
      shapes.push(
        polygon(
          [
            [x, top],
            [x - wide * 0.62, top + height * 0.21],
            [x - wide * 0.1, top + height * 0.15],
            [x + wide * 0.2, top + height * 0.2],
            [x + wide * 0.5, top + height * 0.17],
          ],
          snow,
        ),
      );
  }
  return shapes.join("");
}

/** A broad-leaved tree: trunk and a crown of three lights. */
export function tree(
  random: Random,
  x: number,
  y: number,
  height: number,
  leaf: Colour,
  bark: Colour,
): string {
  const crown = height * 0.34;
  const top = y - height * 0.68;
  const puff = (dx: number, dy: number, size: number, colour: Colour) =>
    circle(x + crown * dx, top + crown * dy, crown * size, colour);
  const lean = random.between(-0.12, 0.12);
  return [
    path(
      `M${x - height * 0.035} ${y}L${x - height * 0.02} ${top}L${x + height * 0.02} ${top}L${x + height * 0.045} ${y}Z`,
      bark,
    ),
    puff(0.42 + lean, 0.25, 0.62, darker(leaf, 0.26)),
    puff(-0.45 + lean, 0.2, 0.62, darker(leaf, 0.14)),
    puff(lean, -0.2, 0.8, leaf),
    puff(-0.2 + lean, -0.42, 0.42, lighter(leaf, 0.12)),
    puff(-0.5 + lean, 0.02, 0.3, lighter(leaf, 0.07)),
  ].join("");
}

export function palm(
  random: Random,
  x: number,
  y: number,
  height: number,
  leaf: Colour,
  bark: Colour,
): string {
  const lean = height * random.between(-0.2, 0.2);
  const topX = x + lean;
  const topY = y - height;
  const trunk = path(
    `M${x - height * 0.035} ${y}Q${x} ${y - height * 0.55} ${topX - height * 0.018} ${topY}L${topX + height * 0.018} ${topY}Q${x + height * 0.05} ${y - height * 0.5} ${x + height * 0.045} ${y}Z`,
    bark,
  );
  const fronds = [-2.9, -2.35, -1.75, -1.2, -0.7, -0.15, 0.25].map((angle, index) => {
    const reach = height * random.between(0.36, 0.46);
    const endX = topX + Math.cos(angle) * reach;
    const endY = topY + Math.sin(angle) * reach * 0.62 + reach * 0.3;
    const midX = topX + Math.cos(angle) * reach * 0.6;
    const midY = topY + Math.sin(angle) * reach * 0.85;
    return path(
      `M${topX} ${topY}Q${midX} ${midY - reach * 0.06} ${endX} ${endY}Q${midX} ${midY + reach * 0.2} ${topX} ${topY}Z`,
      index % 2 === 0 ? leaf : darker(leaf, 0.2),
    );
  });
  return (
    trunk + fronds.join("") + circle(topX, topY + height * 0.02, height * 0.025, darker(bark, 0.3))
  );
}

/** A tuft of blades. */
export function grass(
  random: Random,
  x: number,
  y: number,
  height: number,
  colour: Colour,
): string {
  return Array.from({ length: 5 }, (_, index) => {
    const lean = (index - 2) * height * 0.22 + random.between(-0.1, 0.1) * height;
    const tall = height * random.between(0.6, 1);
    const wide = height * 0.07;
    const left = x + (index - 2) * height * 0.08;
    return path(
      `M${left - wide} ${y}Q${left} ${y - tall * 0.6} ${left + lean} ${y - tall}Q${left + wide} ${y - tall * 0.5} ${left + wide} ${y}Z`,
      index % 2 ? colour : darker(colour, 0.12),
    );
  }).join("");
}

export function flower(x: number, y: number, size: number, petals: Colour, stem: Colour): string {
  const head = y - size;
  const leaves = Array.from({ length: 5 }, (_, index) => {
    const angle = (index / 5) * 6.28 - 1.57;
    return circle(
      x + Math.cos(angle) * size * 0.19,
      head + Math.sin(angle) * size * 0.19,
      size * 0.15,
      petals,
    );
  });
  return (
    line(
      [
        [x, y],
        [x, head],
      ],
      stem,
      size * 0.07,
    ) +
    leaves.join("") +
    circle(x, head, size * 0.11, "#ffd45c")
  );
}

export function bush(random: Random, x: number, y: number, size: number, colour: Colour): string {
  const crown: Point[] = [
    [x - size, y],
    [x - size * 1.05, y - size * 0.5],
    [x - size * 0.5, y - size * random.between(0.8, 1.1)],
    [x + size * 0.1, y - size * random.between(0.9, 1.2)],
    [x + size * 0.7, y - size * random.between(0.7, 0.9)],
    [x + size * 1.1, y - size * 0.35],
    [x + size, y],
  ];
  return (
    blob(crown, colour) +
    circle(x - size * 0.3, y - size * 0.55, size * 0.28, lighter(colour, 0.1), 0.7) +
    circle(x + size * 0.3, y - size * 0.42, size * 0.2, lighter(colour, 0.08), 0.6)
  );
}

/** A boulder with a lit face and a shaded one. */
export function rock(random: Random, x: number, y: number, size: number, colour: Colour): string {
  const peak = x + size * random.between(-0.3, 0.1);
  const top = y - size * random.between(0.6, 0.95);
  return [
    polygon(
      [
        [x - size, y],
        [x - size * 0.75, y - size * 0.5],
        [peak, top],
        [x + size * 0.6, y - size * 0.62],
        [x + size, y],
      ],
      colour,
    ),
    polygon(
      [
        [peak, top],
        [x + size * 0.6, y - size * 0.62],
        [x + size, y],
        [x + size * 0.1, y],
      ],
      darker(colour, 0.22),
    ),
    polygon(
      [
        [x - size * 0.75, y - size * 0.5],
        [peak, top],
        [x - size * 0.1, y - size * 0.48],
      ],
      lighter(colour, 0.12),
    ),
    ellipse(x, y, size * 1.05, size * 0.07, "#05040f", 0.25),
  ].join("");
}
