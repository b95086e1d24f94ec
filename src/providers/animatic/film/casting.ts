import { drawFigure, FIGURE_SIZE } from "../figures/figures.ts";
import type { Figure } from "../figures/figures.ts";
import { rgb } from "../paint/colour.ts";
import type { Rgb } from "../paint/colour.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import type { Shot } from "../plan/plan.ts";
import type { Place } from "../plan/place-words.ts";
import type { Subject } from "../plan/subjects.ts";
import type { Actor } from "./actors.ts";
import type { Look } from "./looks.ts";
import { nearnessAt } from "./plate.ts";
import type { Plate } from "./plate.ts";
import { rasterizeShapes } from "./raster.ts";
import { toSprite } from "./sprite.ts";
import type { Lighting, Sprite } from "./sprite.ts";

const MOST_ACTORS = 6;
const FRAMING = { wide: 0.66, medium: 1, close: 1.62 } as const;

interface Role {
  readonly subject: Subject;
  readonly figure: Figure;
  /** Height of its drawing's square on the plate. */
  readonly size: number;
}

/** Brings the subjects of a shot on the stage: each at its size, on its ground, in its light. */
export function castActors(
  stage: Stage,
  ground: Ground,
  plate: Plate,
  look: Look,
): readonly Actor[] {
  const roles = rolesOf(stage);
  const gap = 0.78;
  const total = roles.reduce((sum, { size }) => sum + size * gap, 0);
  const room = stage.width * 0.6;
  const squeeze = Math.min(1, room / Math.max(1, total));
  const start = stage.width / 2 - (total * squeeze) / 2;
  const side = ground.sun && ground.sun.x > stage.width / 2 ? 1 : -1;
  const aside =
    roles.length === 1 && !ground.podium && stage.width > stage.height
      ? -side * stage.width * 0.05
      : 0;
  const lighting = lightingOf(stage, ground, side);

  let left = start + aside;
  return roles.flatMap(({ subject, figure, size }, index) => {
    const shown = size * squeeze * (index === 0 ? 1 : 0.94);
    const x = left + (size * gap * squeeze) / 2;
    left += size * gap * squeeze;
    const y = heightFor(stage, ground, subject, index);
    const sprite = spriteOf(figure, shown, look, lighting);
    if (!sprite) return [];
    const stands = isGrounded(stage, ground, subject);
    const actor: Actor = {
      sprite,
      x,
      y: y + (stands ? 0 : sprite.height / 2),
      nearness: nearnessAt(plate.nearness, x / stage.width, y / stage.height),
      size: 1,
      unit: stage.unit,
      gait: gaitOf(stage, ground, subject),
      action: stage.shot.action,
      phase: index * 1.7 + stage.random.between(0, 2),
      heading: headingOf(stage.shot, figure) === "left" ? -1 : 1,
      mirrored: headingOf(stage.shot, figure) !== figure.looks,
      shadow: stands && ground.water === undefined ? shadowOf(sprite, look) : undefined,
      mirroredBelow: ground.water !== undefined && stands,
    };
    return [actor];
  });
}

function rolesOf({ shot, unit, height, width }: Stage): readonly Role[] {
  const framing = FRAMING[shot.framing];
  const roles = shot.subjects.flatMap((subject) => {
    const figure = drawFigure(subject, shot.action);
    if (!figure) return [];
    const young = /child|kid|boy|girl|baby|puppy|kitten|foal|cub|calf|lamb/.test(subject.word)
      ? 0.76
      : 1;
    const crowd = subject.count > 1 ? 0.86 : 1;
    const wished = subject.size * unit * framing * young * crowd * 1.12;
    const size = Math.min(wished, height * 0.5, width * 0.52);
    return Array.from({ length: subject.count }, (_, copy): Role => ({
      subject,
      figure,
      size: size * (copy % 2 ? 0.88 : 1),
    }));
  });
  const [main, ...others] = roles.slice(0, MOST_ACTORS);
  if (!main) return [];
  // The first named stands in the middle, the others to both sides of it.
  const left = others.filter((_, index) => index % 2 === 0).toReversed();
  return [...left, main, ...others.filter((_, index) => index % 2 === 1)];
}

/** On the ground or on the water, rather than in the air. */
function isGrounded({ shot }: Stage, ground: Ground, subject: Subject): boolean {
  if (shot.place === "space" || shot.place === "underwater" || shot.place === "sky") return false;
  if (subject.lives === "air" || subject.lives === "space") return false;
  return !(subject.lives === "deep" && ground.water === undefined);
}

function heightFor(stage: Stage, ground: Ground, subject: Subject, index: number): number {
  const lower = stage.shot.framing === "close" ? stage.height * 0.025 : 0;
  const jitter = index === 0 ? 0 : stage.unit * 0.012 * (index % 2 ? -1 : 1);
  if (isGrounded(stage, ground, subject)) return ground.y + lower + jitter;
  const floats =
    stage.shot.place === "space" || stage.shot.place === "underwater" || stage.shot.place === "sky";
  return stage.height * (floats ? 0.47 : subject.size < 0.2 ? 0.6 : 0.4) + jitter * 3;
}

function gaitOf(stage: Stage, ground: Ground, subject: Subject): Subject["gait"] {
  if (isGrounded(stage, ground, subject))
    return ground.water === undefined || subject.gait === "still" ? subject.gait : "float";
  if (
    subject.gait === "walk" ||
    subject.gait === "drive" ||
    subject.gait === "still" ||
    subject.gait === "hop"
  )
    return "float";
  return subject.gait;
}

function headingOf({ text }: Shot, figure: Figure): "left" | "right" {
  if (/\b(?:left to right|to the right|rightwards?)\b/i.test(text)) return "right";
  if (/\b(?:right to left|to the left|leftwards?)\b/i.test(text)) return "left";
  return figure.looks;
}

function spriteOf(
  { body }: Figure,
  size: number,
  look: Look,
  lighting: Lighting,
): Sprite | undefined {
  // Hats and masts may stand out of the square: the drawing has a margin of an eighth around it.
  const margin = FIGURE_SIZE / 8;
  const box = FIGURE_SIZE + margin * 2;
  const pixels = (size / FIGURE_SIZE) * box;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${pixels}" height="${pixels}" viewBox="${-margin} ${-margin} ${box} ${box}">${body}</svg>`;
  return toSprite(rasterizeShapes(svg), look, lighting);
}

function shadowOf(sprite: Sprite, look: Look): Sprite | undefined {
  const wide = sprite.width * 1.25;
  const high = Math.max(6, sprite.width * 0.17);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}"><defs><radialGradient id="s"><stop offset="0" stop-color="#05040f" stop-opacity=".62"/><stop offset=".5" stop-color="#05040f" stop-opacity=".36"/><stop offset="1" stop-color="#05040f" stop-opacity="0"/></radialGradient></defs><ellipse cx="${wide / 2}" cy="${high / 2}" rx="${wide / 2}" ry="${high / 2}" fill="url(#s)"/></svg>`;
  return toSprite(rasterizeShapes(svg), look);
}

/** Indoors, under water and among the stars the light is another than the hour's. */
function lightingOf(stage: Stage, ground: Ground, side: -1 | 1): Lighting {
  const { place } = stage.shot;
  const rim = rgb(stage.light.sun);
  const ambient = ambientOf(stage);
  const inside = place === "table" || place === "studio" || place === "dream";
  return {
    ambient,
    rim,
    side,
    rimStrength: inside ? 0.12 : stage.light.lamps ? 0.5 : ground.sun ? 0.34 : 0.2,
  };
}

/** The light of places that have their own. */
const OWN_LIGHT: Partial<Record<Place, Rgb>> = {
  underwater: [0.7, 0.9, 0.98],
  space: [0.92, 0.92, 1],
  moon: [0.92, 0.92, 1],
  studio: [1, 1, 1],
  dream: [1, 1, 1],
  stage: [0.98, 0.9, 0.92],
  cave: [0.66, 0.74, 0.86],
};

function ambientOf({ shot, light }: Stage): Rgb {
  const own = OWN_LIGHT[shot.place];
  if (own) return own;
  if (shot.place === "room" || shot.place === "table")
    return light.lamps ? [0.92, 0.78, 0.66] : [1, 0.98, 0.95];
  // What the eye looks at is never as dark as the land around it.
  const [red, green, blue] = light.ambient;
  const softened = (channel: number) => 1 - (1 - channel) * 0.66;
  return [softened(red), softened(green), softened(blue)];
}
