import { createCanvas } from "../paint/canvas.ts";
import { lightOf, lit } from "../paint/light.ts";
import type { Glint, Region, Stage } from "../paint/stage.ts";
import { paintPlace } from "../places/paint-place.ts";
import { paintRails } from "../places/rails.ts";
import type { Shot } from "../plan/plan.ts";
import type { Place } from "../plan/place-words.ts";
import { createRandom } from "../random.ts";
import type { Actor } from "./actors.ts";
import { castActors } from "./casting.ts";
import type { Look } from "./looks.ts";
import { boxBlur, toNearness, toPlate } from "./plate.ts";
import type { Plate } from "./plate.ts";
import { rasterizeShapes } from "./raster.ts";

/** How much larger than the frame a painting is, so that the camera has room to move. */
const OVERSIZE = 1.3;
const NEARNESS_SCALE = 0.25;
const RAIL: ReadonlySet<string> = new Set(["locomotive", "bullet-train", "railway-car"]);

/** Everything of one shot that does not change while it is filmed. */
export interface Scene {
  readonly plate: Plate;
  readonly actors: readonly Actor[];
  readonly glints: readonly Glint[];
  /** Rows of the plate below this one are water. */
  readonly water: number | undefined;
  /** What is worth looking at, in parts of the plate. */
  readonly focus: { readonly x: number; readonly y: number };
  /** The middle of the view at rest, in parts of the plate. */
  readonly middle: { readonly x: number; readonly y: number };
  /** Weather shows only in this part of the plate: through a window. */
  readonly window: Region | undefined;
  /** Nothing falls from the sky here. */
  readonly indoors: boolean;
  /** How much of the plate's width the widest view may show. */
  readonly widest: number;
  /** How much of the plate's height is seen when all of its width is. */
  readonly tallest: number;
  /** How much of a camera move is allowed here, from 0 to 1. */
  readonly range: number;
  readonly accent: string;
}

const INDOORS: ReadonlySet<Place> = new Set([
  "room",
  "table",
  "studio",
  "stage",
  "cave",
  "space",
  "underwater",
  "moon",
]);

/** Paints a shot for frames of this size. */
export function paintScene(shot: Shot, width: number, height: number, look: Look): Scene {
  const stage = setStage(shot, width, height);
  const ground = paintPlace(stage);
  if (shot.subjects.some(({ figure }) => RAIL.has(figure)) && ground.water === undefined)
    paintRails(stage, ground.y);
  const colours = rasterizeShapes(stage.canvas.colourSvg());
  const grey = rasterizeShapes(stage.canvas.nearnessSvg(), NEARNESS_SCALE);
  const plate = toPlate(colours, toNearness(grey, Math.max(1, Math.round(grey.width / 80))), look);
  const actors = castActors(stage, ground, plate, look);
  const [main] = actors;
  if (shot.framing === "close" && main) softenBackground(plate, main.nearness);
  const focus = main
    ? { x: main.x / stage.width, y: (main.y - (main.sprite.height * main.size) / 2) / stage.height }
    : { x: (ground.sun?.x ?? stage.width / 2) / stage.width, y: 0.52 };
  return {
    plate,
    actors,
    glints: ground.glints ?? [],
    water: ground.water,
    middle: { x: 0.5, y: 0.5 },
    window: ground.window,
    indoors: INDOORS.has(shot.place),
    focus,
    widest: shot.framing === "close" && !main ? 0.8 : 1,
    tallest: 1,
    range: 1,
    accent: stage.light.lamps ? "#ffd166" : "#ffe08a",
  };
}

export function setStage(shot: Shot, frameWidth: number, frameHeight: number): Stage {
  const width = even(frameWidth * OVERSIZE);
  const height = even(frameHeight * OVERSIZE);
  const light = lightOf(shot.time);
  const portrait = frameWidth < frameHeight;
  return {
    width,
    height,
    unit: Math.min(Math.sqrt(width * height) * (portrait ? 0.8 : 0.74), height * 0.96),
    shot,
    light,
    random: createRandom(shot.worldSeed),
    canvas: createCanvas(width, height),
    lit: (base, near) => lit(base, light, near),
  };
}

/** A lens that is close to somebody shows softly what stands farther away or nearer. */
function softenBackground(plate: Plate, focus: number): void {
  const radius = Math.max(1, Math.round(plate.width / 240));
  soften(plate.y, plate, 1, radius, focus);
  soften(plate.u, plate, 2, Math.max(1, radius >> 1), focus);
  soften(plate.v, plate, 2, Math.max(1, radius >> 1), focus);
}

/** Blurs a plane, which is `part` times smaller than the plate, and keeps it sharp near the focus. */
function soften(
  plane: Uint8Array,
  { width, height, nearness }: Plate,
  part: number,
  radius: number,
  focus: number,
): void {
  const [across, down] = [width / part, height / part];
  const soft = Uint8Array.from(plane);
  boxBlur(soft, across, down, radius);
  boxBlur(soft, across, down, radius);
  const step = 4 / part;
  for (let row = 0, at = 0; row < down; row++) {
    const line = Math.min(nearness.height - 1, (row / step) | 0) * nearness.width;
    for (let column = 0; column < across; column++, at++) {
      const away = Math.abs(
        (nearness.grey[line + Math.min(nearness.width - 1, (column / step) | 0)] ?? 0) - focus,
      );
      const blur = Math.min(1, Math.max(0, (away - 18) / 60));
      const value = plane[at] ?? 0;
      plane[at] = value + ((soft[at] ?? 0) - value) * blur;
    }
  }
}

/** Divisible by four, so that half of it is even too. */
function even(length: number): number {
  return Math.round(length / 4) * 4;
}
