import { darker, mix } from "../paint/colour.ts";
import { below, hills, polygon, rect } from "../paint/shapes.ts";
import type { Point } from "../paint/shapes.ts";
import type { Glint, Ground, Stage } from "../paint/stage.ts";

/** Arches of rock, one behind another, crystals, a glow at the far end. */
export function paintCave(stage: Stage): Ground {
  const { width, height, unit, canvas, random } = stage;
  const warm = stage.shot.weather === "embers" || stage.shot.time === "golden";
  const glowColour = warm ? "#ffb45a" : "#7fe6ff";
  const stone = warm ? "#6d4b45" : "#4a5478";
  canvas.add(0, rect(0, 0, width, height, mix(glowColour, "#ffffff", 0.35)));
  canvas.glaze(
    rect(
      0,
      0,
      width,
      height,
      canvas.radial([
        { at: 0, colour: "#ffffff", opacity: 0.9 },
        { at: 0.6, colour: glowColour, opacity: 0.6 },
        { at: 1, colour: stone, opacity: 1 },
      ]),
    ),
  );
  for (let layer = 0; layer < 4; layer++) {
    const near = (layer + 1) / 4;
    const colour = mix(mix(stone, glowColour, 0.62 * (1 - near)), "#0a0818", 0.5 * near);
    const wide = width * (0.12 + near * 0.3);
    const high = height * (0.22 + near * 0.26);
    const hole = Array.from({ length: 16 }, (_, index): Point => {
      const angle = (index / 16) * 6.28;
      const wobble = random.between(0.86, 1.14);
      return [
        width / 2 + Math.cos(angle) * wide * wobble,
        height * 0.5 + Math.sin(angle) * high * wobble,
      ];
    });
    const ring = `M-50 -50H${width + 50}V${height + 50}H-50ZM${hole
      .toReversed()
      .map(([x, y]) => `${x.toFixed(0)} ${y.toFixed(0)}`)
      .join("L")}Z`;
    canvas.add(0.15 + near * 0.5, `<path d="${ring}" fill="${colour}" fill-rule="evenodd"/>`);
    for (let index = 0; index < 5; index++) {
      const x = random.between(0.05, 0.95) * width;
      if (Math.abs(x - width / 2) < wide * 0.7) continue;
      const long = unit * random.between(0.05, 0.18) * near;
      canvas.add(
        0.2 + near * 0.5,
        polygon(
          [
            [x - long * 0.22, height * 0.5 - high * 0.92],
            [x + long * 0.22, height * 0.5 - high * 0.92],
            [x, height * 0.5 - high * 0.92 + long],
          ],
          colour,
        ),
      );
    }
  }
  const floor = mix(stone, "#0a0818", 0.35);
  const bed = hills(random, width, height * 0.72, height * 0.03);
  canvas.add(
    0.88,
    below(
      bed,
      height,
      canvas.linear([
        { at: 0, colour: mix(floor, glowColour, 0.35) },
        { at: 0.3, colour: floor },
        { at: 1, colour: darker(floor, 0.6) },
      ]),
    ),
  );
  canvas.ground(height * 0.71, 0.8, 1);
  const glints: Glint[] = [];
  for (let index = 0; index < 9; index++) {
    const x = width * (index % 2 ? random.between(0.04, 0.26) : random.between(0.74, 0.96));
    const y = height * random.between(0.74, 0.84);
    canvas.add(
      0.94,
      crystal(
        stage,
        x,
        y,
        unit * random.between(0.06, 0.15),
        warm ? "#ff9f5a" : random.pick("#7fe6ff", "#b48cff", "#7fffd0"),
      ),
    );
    glints.push({ x, y: y - unit * 0.05, radius: unit * 0.008, colour: "#ffffff", flicker: 1 });
  }
  return { y: height * 0.74, sun: { x: width / 2, y: height * 0.45 }, glints };
}

function crystal({ random }: Stage, x: number, y: number, size: number, colour: string): string {
  return [-0.5, 0, 0.45]
    .map((lean) => {
      const tall = size * random.between(0.6, 1.1);
      const tip: Point = [x + lean * size, y - tall];
      const base = x + lean * size * 0.4;
      const half = size * 0.13;
      return (
        polygon(
          [
            [base - half, y],
            [tip[0] - half * 0.8, tip[1] + half * 1.4],
            tip,
            [tip[0] + half * 0.8, tip[1] + half * 1.4],
            [base + half, y],
          ],
          colour,
          0.95,
        ) +
        polygon(
          [[base, y], tip, [tip[0] + half * 0.8, tip[1] + half * 1.4], [base + half, y]],
          darker(colour, 0.35),
          0.7,
        )
      );
    })
    .join("");
}
