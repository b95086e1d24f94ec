import { lighter, mix } from "./colour.ts";
import { circle, ellipse, path, rect } from "./shapes.ts";
import type { Glint, Stage } from "./stage.ts";
import { paintWonders } from "./wonders.ts";

export interface Sky {
  readonly sun: { readonly x: number; readonly y: number };
  readonly glints: readonly Glint[];
}

/** The sky down to `horizon`: gradient, stars, sun or moon, clouds. */
export function paintSky(stage: Stage, horizon: number): Sky {
  const { canvas, light, width, random } = stage;
  const [top, middle, low] = light.sky;
  const fill = canvas.linear([
    { at: 0, colour: top },
    { at: 0.55, colour: middle },
    { at: 1, colour: low },
  ]);
  canvas.add(0.02, rect(0, 0, width, horizon + 2, fill));
  canvas.add(0.02, rect(0, horizon, width, stage.height - horizon, low));
  const glints = paintStars(stage, horizon);
  const sun = {
    x: width * (random.chance(0.5) ? random.between(0.27, 0.38) : random.between(0.62, 0.73)),
    y: horizon - horizon * 0.86 * (light.sunHeight ?? 0.3),
  };
  paintSun(stage, sun, horizon);
  paintWonders(stage, horizon);
  paintClouds(stage, horizon);
  return { sun, glints };
}

function paintStars(stage: Stage, horizon: number): readonly Glint[] {
  const { canvas, light, width, unit, random } = stage;
  const stars = Array.from({ length: Math.round(light.stars * 190) }, () => {
    const size = random.next() ** 3;
    return circle(
      random.between(0, width),
      random.next() ** 1.3 * horizon * 0.92,
      unit * (0.0008 + size * 0.0022),
      random.pick("#ffffff", "#ffffff", "#ffe4c4", "#cfe0ff"),
      random.between(0.3, 1),
    );
  });
  if (stars.length > 0) canvas.glaze(...stars);
  return Array.from({ length: Math.round(light.stars * 16) }, () => ({
    x: random.between(width * 0.1, width * 0.9),
    y: random.between(0.08, 0.6) * horizon,
    radius: unit * random.between(0.003, 0.007),
    colour: "#ffffff",
    flicker: 1,
  }));
}

function paintSun(stage: Stage, { x, y }: { x: number; y: number }, horizon: number): void {
  const { canvas, light, unit, shot, random } = stage;
  const glow = canvas.radial([
    { at: 0, colour: light.sun, opacity: 0.85 },
    { at: 0.22, colour: mix(light.sun, light.sky[2], 0.4), opacity: 0.42 },
    { at: 1, colour: light.sky[2], opacity: 0 },
  ]);
  const reach = unit * (light.sunHeight === undefined ? 0.9 : 0.62);
  canvas.glaze(circle(x, y, reach, glow, light.sunHeight === undefined ? 0.4 : 0.9));
  if (light.sunHeight === undefined) return;
  if (shot.time === "neon") return paintNeonSun(stage, x, y, horizon);
  const large = /\b(?:full|giant|huge|big|enormous|blood) (?:moon|sun)/i.test(shot.text) ? 1.9 : 1;
  const radius = unit * large * (shot.time === "night" ? 0.055 : 0.065);
  canvas.add(0.02, circle(x, y, radius, lighter(light.sun, 0.25), shot.time === "mist" ? 0.7 : 1));
  if (shot.time !== "night") return;
  const craters = Array.from({ length: 5 }, () => {
    const angle = random.between(0, 6.28);
    const out = radius * random.between(0.1, 0.62);
    return circle(
      x + Math.cos(angle) * out,
      y + Math.sin(angle) * out,
      radius * random.between(0.1, 0.22),
      "#cfd9ee",
      0.75,
    );
  });
  canvas.glaze(...craters);
}

/** The sun of every film of the eighties: yellow to pink, cut by the sky. */
function paintNeonSun({ canvas, unit, light }: Stage, x: number, y: number, horizon: number): void {
  const radius = unit * 0.2;
  const middle = Math.min(y, horizon - radius * 0.75);
  const fill = canvas.linear([
    { at: 0, colour: "#ffe66b" },
    { at: 1, colour: "#ff2f8e" },
  ]);
  canvas.add(0.02, circle(x, middle, radius, fill));
  const bands = [0.05, 0.26, 0.46, 0.64, 0.8].map((at, index) =>
    rect(
      x - radius,
      middle + radius * at,
      radius * 2,
      radius * (0.03 + index * 0.014),
      mix(light.sky[1], light.sky[2], at),
    ),
  );
  canvas.glaze(...bands);
}

/** Flat-bottomed heaps of round shapes, lit from above: nearer clouds are larger and higher up. */
function paintClouds(stage: Stage, horizon: number, count = stage.light.clouds): void {
  const { canvas, light, width, unit, random } = stage;
  const heavy = stage.shot.time === "storm";
  const spacing = width / count;
  for (let index = 0; index < count; index++) {
    const high = random.next();
    const size = unit * (heavy ? 0.2 : 0.07) * (0.5 + high) * random.between(0.7, 1.5);
    const x = spacing * (index + random.between(0.1, 0.9));
    const y = horizon * (0.72 - high * (heavy ? 0.72 : 0.56));
    const bright = heavy
      ? mix("#39434f", "#8fa0ae", random.next())
      : mix(light.sky[2], "#ffffff", stage.shot.time === "day" ? 0.85 : 0.22);
    const shade = mix(bright, light.sky[1], 0.55);
    const fill = canvas.linear([
      { at: 0, colour: bright, opacity: 0.95 },
      { at: 1, colour: shade, opacity: heavy ? 0.75 : 0.35 },
    ]);
    canvas.add(
      0.06 + high * 0.08,
      cloud(stage, x, y, size, fill, heavy ? 0.9 : random.between(0.5, 0.9)),
    );
  }
}

/** One cloud as a single shape, so that its see-through parts do not pile up. */
export function cloud(
  { random }: Pick<Stage, "random">,
  x: number,
  y: number,
  size: number,
  fill: string,
  opacity: number,
): string {
  const puffs = random.whole(4, 6);
  const wide = size * puffs * 0.36;
  const round = (value: number) => Math.round(value * 10) / 10;
  const disc = (at: number, up: number, radius: number) =>
    `M${round(x + at - radius)} ${round(y - up)}a${round(radius)} ${round(radius)} 0 1 1 ${round(radius * 2)} 0a${round(radius)} ${round(radius)} 0 1 1 ${round(-radius * 2)} 0Z`;
  let d = "";
  for (let index = 0; index < puffs; index++) {
    const along = (index + 0.5) / puffs;
    const middle = 1 - Math.abs(along - 0.5) * 2;
    const radius = size * (0.26 + middle * random.between(0.14, 0.34));
    d += disc((along - 0.5) * wide * 2, radius * 0.82, radius);
  }
  const foot = size * 0.3;
  d += `M${round(x - wide * 0.95)} ${round(y - foot)}H${round(x + wide * 0.95)}a${round(foot / 2)} ${round(foot / 2)} 0 0 1 0 ${round(foot)}H${round(x - wide * 0.95)}a${round(foot / 2)} ${round(foot / 2)} 0 0 1 0 ${round(-foot)}Z`;
  return path(d, fill, opacity);
}

/** A band of haze that rises from `y`. */
export function paintHaze(
  { canvas, width, light }: Stage,
  y: number,
  height: number,
  strength: number,
): void {
  const fill = canvas.linear([
    { at: 0, colour: light.haze, opacity: 0 },
    { at: 0.6, colour: light.haze, opacity: strength },
    { at: 1, colour: light.haze, opacity: 0 },
  ]);
  canvas.glaze(rect(0, y - height * 0.6, width, height, fill));
}

/** Where somebody stands, the ground is dark. */
export function contactShadow(
  { canvas }: Stage,
  x: number,
  y: number,
  wide: number,
  strength = 0.5,
): string {
  const fill = canvas.radial([
    { at: 0, colour: "#05040f", opacity: strength },
    { at: 0.55, colour: "#05040f", opacity: strength * 0.55 },
    { at: 1, colour: "#05040f", opacity: 0 },
  ]);
  return ellipse(x, y, wide, wide * 0.16, fill);
}
