import { FIGURE_SIZE } from "../figures/figures.ts";
import type { Figure } from "../figures/figures.ts";
import type { Ground, Stage } from "../paint/stage.ts";
import type { Shot } from "../plan/plan.ts";
import type { Subject } from "../plan/subjects.ts";
import type { Actor } from "./actors.ts";
import type { Look } from "./looks.ts";
import { nearnessAt } from "./plate.ts";
import type { Plate } from "./plate.ts";
import { rasterizeShapes } from "./raster.ts";
import { rolesOf } from "./roles.ts";
import { toSprite } from "./sprite.ts";
import type { Lighting, Sprite } from "./sprite.ts";
import { lightingOf, shineOf } from "./lighting.ts";

const STEAMS: ReadonlySet<string> = new Set([
  "hot-beverage",
  "teacup-without-handle",
  "steaming-bowl",
  "teapot",
]);

/** Brings the subjects of a shot on the stage: each at its size, on its ground, in its light. */
export function castActors(
  stage: Stage,
  ground: Ground,
  plate: Plate,
  look: Look,
): readonly Actor[] {
  const roles = rolesOf(stage);
  const gap = roles.some(({ subject }) => subject.figure === "own:wagon") ? 0.97 : 0.78;
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
    const shown = size * squeeze;
    const x = left + (size * gap * squeeze) / 2;
    left += size * gap * squeeze;
    const y = heightFor(stage, ground, subject, index);
    const shines = shineOf(subject, look);
    const light: Lighting = shines ? { ...lighting, ambient: [1, 1, 1] } : lighting;
    const sprite = spriteOf(figure, shown, look, light);
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
      shines,
      shinesAt: subject.figure === "own:lighthouse" ? 0.84 : 0.5,
      steams: STEAMS.has(subject.figure),
      mirroredBelow: ground.water !== undefined && stands,
    };
    return [actor];
  });
}

/** On the ground or on the water, rather than in the air. */
function isGrounded({ shot }: Stage, ground: Ground, subject: Subject): boolean {
  if (shot.place === "space" || shot.place === "underwater" || shot.place === "sky") return false;
  if (subject.lives === "air" || subject.lives === "space") return false;
  return !(subject.lives === "deep" && ground.water === undefined);
}

function heightFor(stage: Stage, ground: Ground, subject: Subject, index: number): number {
  const lower = stage.shot.framing === "close" ? stage.height * 0.025 : 0;
  const jitter =
    index === 0 || subject.gait === "drive" ? 0 : stage.unit * 0.012 * (index % 2 ? -1 : 1);
  if (isGrounded(stage, ground, subject)) return ground.y + lower + jitter;
  const floats =
    stage.shot.place === "space" || stage.shot.place === "underwater" || stage.shot.place === "sky";
  return (
    stage.height * (floats ? 0.47 : subject.size < 0.2 ? 0.6 : subject.size > 0.38 ? 0.36 : 0.4) +
    jitter * 3
  );
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

/** Hats, masts and umbrellas may stand out of a figure's square by as much. */
const MARGIN = 10;

function spriteOf({ body }: Figure, size: number, look: Look, lighting: Lighting) {
  const box = FIGURE_SIZE + MARGIN * 2;
  const pixels = Math.round((size / FIGURE_SIZE) * box);
  const shown = look.ink ? `${INK}<g filter="url(#ink)">${body}</g>` : body;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${pixels}" height="${pixels}" viewBox="${-MARGIN} ${-MARGIN} ${box} ${box}">${shown}</svg>`;
  return toSprite(rasterizeShapes(svg), look, lighting);
}

/** The shape itself, a little larger and dark, behind it. */
const INK = `<defs><filter id="ink" x="-10%" y="-10%" width="120%" height="120%"><feMorphology in="SourceAlpha" operator="dilate" radius=".45"/><feColorMatrix values="0 0 0 0 .06 0 0 0 0 .05 0 0 0 0 .12 0 0 0 1 0"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter></defs>`;

function shadowOf(sprite: Sprite, look: Look): Sprite | undefined {
  const wide = sprite.width * 1.25;
  const high = Math.max(6, sprite.width * 0.17);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}"><defs><radialGradient id="s"><stop offset="0" stop-color="#05040f" stop-opacity=".62"/><stop offset=".5" stop-color="#05040f" stop-opacity=".36"/><stop offset="1" stop-color="#05040f" stop-opacity="0"/></radialGradient></defs><ellipse cx="${wide / 2}" cy="${high / 2}" rx="${wide / 2}" ry="${high / 2}" fill="url(#s)"/></svg>`;
  return toSprite(rasterizeShapes(svg), look);
}
