import { darker, lighter, mix } from "../paint/colour.ts";
import { lightOf } from "../paint/light.ts";
import { circle, ellipse, path, polygon, rect } from "../paint/shapes.ts";
import { cloud, contactShadow } from "../paint/sky.ts";
import type { Glint, Stage } from "../paint/stage.ts";

/** A window of four panes; behind it the hour and the weather. */
export function paintWindow(stage: Stage, x: number, y: number, wide: number, high: number): void {
  const { canvas, random, unit, shot } = stage;
  const light = lightOf(shot.time);
  const frame = "#f2e8da";
  const sky = canvas.linear([
    { at: 0, colour: light.sky[0] },
    { at: 0.6, colour: light.sky[1] },
    { at: 1, colour: light.sky[2] },
  ]);
  const pane = canvas.clip(rect(x - wide, y - high, wide * 2, high * 2, "#fff"));
  const view = [rect(x - wide, y - high, wide * 2, high * 2, sky)];
  if (light.stars > 0)
    view.push(
      ...Array.from({ length: 20 }, () =>
        circle(
          x + random.between(-1, 1) * wide,
          y - random.between(0, 1) * high,
          unit * 0.0022,
          "#ffffff",
          0.9,
        ),
      ),
      circle(x + wide * 0.4, y - high * 0.5, unit * 0.035, "#f4f1dc"),
    );
  else
    view.push(
      cloud(stage, x + wide * 0.2, y - high * 0.3, wide * 0.2, lighter(light.sky[2], 0.4), 0.8),
    );
  view.push(
    path(
      `M${x - wide} ${y + high}V${y + high * 0.5}Q${x - wide * 0.4} ${y + high * 0.2} ${x} ${y + high * 0.5}T${x + wide} ${y + high * 0.4}V${y + high}Z`,
      mix("#5f8f6a", light.haze, light.lamps ? 0.35 : 0.25),
    ),
  );
  canvas.add(0.02, `<g clip-path="${pane}">${view.join("")}</g>`);
  const bar = unit * 0.016;
  canvas.add(
    0.14,
    rect(x - wide - bar, y - high - bar, wide * 2 + bar * 2, bar * 1.4, frame),
    rect(x - wide - bar, y + high, wide * 2 + bar * 2, bar, frame),
    rect(x - wide - bar, y - high, bar * 1.3, high * 2, frame),
    rect(x + wide - bar * 0.3, y - high, bar * 1.3, high * 2, frame),
    rect(x - bar * 0.4, y - high, bar * 0.8, high * 2, frame),
    rect(x - wide, y - bar * 0.4, wide * 2, bar * 0.8, frame),
    rect(x - wide * 1.15, y + high + bar * 0.4, wide * 2.3, bar * 1.5, lighter(frame, 0.3)),
  );
  const cloth = random.pick("#c9584f", "#4f7f9f", "#d8a04a");
  const drape = mix(cloth, "#20142c", light.lamps ? 0.45 : 0.05);
  for (const side of [-1, 1])
    canvas.add(
      0.2,
      path(
        `M${x + side * wide * 0.72} ${y - high * 1.12}L${x + side * wide * 1.36} ${y - high * 1.12}L${x + side * wide * 1.34} ${y + high * 1.1}L${x + side * wide * 1.02} ${y + high * 1.1}Q${x + side * wide * 1.06} ${y} ${x + side * wide * 0.72} ${y - high * 1.12}Z`,
        drape,
      ),
    );
  canvas.add(
    0.2,
    rect(x - wide * 1.45, y - high * 1.16, wide * 2.9, bar * 0.7, "#7a5238", 1, bar * 0.3),
  );
}

export function paintShelf(
  { canvas, random }: Stage,
  x: number,
  y: number,
  wide: number,
  wall: string,
): void {
  const shapes: string[] = [];
  for (const row of [0, 0.62]) {
    const board = y + row * wide;
    for (let at = x - wide * 0.46; at < x + wide * 0.42;) {
      const thick = wide * random.between(0.035, 0.075);
      const tall = wide * random.between(0.2, 0.34);
      shapes.push(
        rect(
          at,
          board - tall,
          thick,
          tall,
          mix(
            random.pick("#b5484f", "#3f6f8f", "#d8a04a", "#5f8f6a", "#8a6aa0", "#e6d6b8"),
            wall,
            0.35,
          ),
          1,
          thick * 0.12,
        ),
      );
      at += thick * (random.chance(0.12) ? 3.2 : 1.06);
    }
    shapes.push(rect(x - wide * 0.5, board, wide, wide * 0.045, mix("#7a5238", wall, 0.2)));
  }
  canvas.add(0.15, ...shapes);
}

export function paintFloorLamp(
  { canvas, unit }: Stage,
  x: number,
  y: number,
  high: number,
  warm: string,
  night: boolean,
): readonly Glint[] {
  const shade = night ? lighter(warm, 0.4) : "#efdcbc";
  canvas.add(
    0.45,
    rect(x - high * 0.012, y - high * 0.8, high * 0.024, high * 0.8, "#4a3a38"),
    ellipse(x, y, high * 0.1, high * 0.022, "#4a3a38"),
    polygon(
      [
        [x - high * 0.1, y - high],
        [x + high * 0.1, y - high],
        [x + high * 0.17, y - high * 0.74],
        [x - high * 0.17, y - high * 0.74],
      ],
      shade,
    ),
  );
  if (!night) return [];
  const glow = canvas.radial([
    { at: 0, colour: warm, opacity: 0.75 },
    { at: 0.4, colour: warm, opacity: 0.28 },
    { at: 1, colour: warm, opacity: 0 },
  ]);
  canvas.glaze(circle(x, y - high * 0.85, high * 1.1, glow));
  return [{ x, y: y - high * 0.85, radius: unit * 0.02, colour: "#ffe6b8", flicker: 0.05 }];
}

export function paintSofa(stage: Stage, x: number, y: number, wide: number, night: boolean): void {
  const base = mix(
    stage.random.pick("#3f8f8a", "#c98a4a", "#6f6aa0"),
    "#1f1428",
    night ? 0.45 : 0.05,
  );
  stage.canvas.add(
    0.6,
    contactShadow(stage, x, y + wide * 0.02, wide * 0.7, 0.45),
    rect(
      x - wide * 0.48,
      y - wide * 0.56,
      wide * 0.96,
      wide * 0.42,
      darker(base, 0.12),
      1,
      wide * 0.09,
    ),
    rect(x - wide * 0.44, y - wide * 0.27, wide * 0.88, wide * 0.2, base, 1, wide * 0.05),
    rect(
      x - wide * 0.56,
      y - wide * 0.38,
      wide * 0.16,
      wide * 0.36,
      lighter(base, 0.07),
      1,
      wide * 0.07,
    ),
    rect(
      x + wide * 0.4,
      y - wide * 0.38,
      wide * 0.16,
      wide * 0.36,
      lighter(base, 0.07),
      1,
      wide * 0.07,
    ),
    rect(
      x - wide * 0.22,
      y - wide * 0.43,
      wide * 0.2,
      wide * 0.19,
      mix("#e6c87a", "#1f1428", night ? 0.4 : 0),
      1,
      wide * 0.04,
    ),
  );
}
