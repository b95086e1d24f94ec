import sharp from "sharp";
import type { Sharp } from "sharp";
import type { Shot } from "../plan/plan.ts";
import type { Actor } from "./actors.ts";
import type { Look } from "./looks.ts";
import { framed } from "./card.ts";
import { attentionOf, guessNearness } from "./photo-depth.ts";
import { toPlate } from "./plate.ts";
import type { Nearness } from "./plate.ts";
import type { Raster } from "./raster.ts";
import type { Scene } from "./scene.ts";
import { toSprite } from "./sprite.ts";

const MOST_PIXELS = 64e6;
/** Room for the camera around what the frame shows. */
const OVERSIZE = 1.24;
/** How much longer than that a plate may be, where the picture goes on. */
const LONGEST = 1.4;
/** A picture that would lose more than this to the frame's shape is shown whole, as a card. */
const MOST_LOST = 0.42;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A scene that is a real picture: the camera moves over it as if it had depth. */
export async function photoScene(
  path: string,
  shot: Shot,
  width: number,
  height: number,
  look: Look,
): Promise<Scene> {
  const picture = await sizeOf(path);
  const ratio = (picture.width / picture.height) * (height / width);
  const lost = 1 - Math.min(ratio, 1 / ratio);
  const scene =
    lost > MOST_LOST
      ? await cardScene(path, picture, { width, height }, look)
      : await coverScene(path, ratio, { width, height }, look);
  return {
    ...scene,
    widest: scene.widest * (shot.framing === "close" ? 0.78 : shot.framing === "wide" ? 1 : 0.96),
  };
}

function read(path: string): Sharp {
  return sharp(path, { failOn: "error", limitInputPixels: MOST_PIXELS, autoOrient: true })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb");
}

async function sizeOf(path: string): Promise<Size> {
  const { autoOrient } = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata();
  return autoOrient;
}

async function pixelsOf(image: Sharp): Promise<Raster> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** The picture fills the frame; what the frame's shape leaves over is room for the camera. */
async function coverScene(path: string, ratio: number, frame: Size, look: Look): Promise<Scene> {
  const width = four(frame.width * OVERSIZE * Math.min(LONGEST, Math.max(1, ratio)));
  const height = four(frame.height * OVERSIZE * Math.min(LONGEST, Math.max(1, 1 / ratio)));
  const cut = await pixelsOf(
    read(path).resize(width, height, { fit: "cover", position: sharp.strategy.attention }),
  );
  const focus = await attentionOf(cut);
  const plate = toPlate(cut, await guessNearness(cut, focus), look);
  const widest = Math.min(1, (height * frame.width) / frame.height / width);
  return {
    ...NOBODY,
    plate,
    focus,
    middle: { x: focus.x, y: Math.min(0.6, Math.max(0.4, focus.y)) },
    widest,
    range: 0.85,
    tallest: (width * frame.height) / frame.width / height,
  };
}

/** The whole picture as a card before its own colours, far out of focus. */
async function cardScene(path: string, picture: Size, frame: Size, look: Look): Promise<Scene> {
  const width = four(frame.width * OVERSIZE);
  const height = four(frame.height * OVERSIZE);
  const small = await read(path)
    .resize(width >> 4, height >> 4, { fit: "cover" })
    .blur(4)
    .modulate({ brightness: 0.62, saturation: 1.1 })
    .png()
    .toBuffer();
  const backdrop = await pixelsOf(
    sharp(small).resize(width, height, { fit: "fill", kernel: "cubic" }),
  );
  const plate = toPlate(backdrop, flat(backdrop), look);
  const scale = Math.min(
    (frame.width * 1.02) / picture.width,
    (frame.height * 0.88) / picture.height,
  );
  const card = await pixelsOf(
    read(path).resize(Math.round(picture.width * scale), Math.round(picture.height * scale), {
      fit: "fill",
    }),
  );
  const sprite = toSprite(framed(card, Math.round(frame.height * 0.05)), look);
  const middle = { x: 0.5, y: 0.47 };
  const actor: readonly Actor[] = sprite
    ? [{ ...RESTING, sprite, x: width / 2, y: height * middle.y + sprite.height / 2, unit: height }]
    : [];
  return {
    ...NOBODY,
    plate,
    actors: actor,
    focus: middle,
    middle: { x: 0.5, y: 0.5 },
    widest: 1,
    tallest: 1,
    range: 0.42,
  };
}

const NOBODY = {
  actors: [],
  glints: [],
  water: undefined,
  window: undefined,
  indoors: false,
  accent: "#ffe08a",
} as const;

const RESTING = {
  nearness: 150,
  size: 1,
  gait: "still",
  action: "rest",
  phase: 0,
  heading: 1,
  mirrored: false,
  shadow: undefined,
  shines: undefined,
  shinesAt: 0,
  steams: false,
  mirroredBelow: false,
} as const;

function flat({ width, height }: Size): Nearness {
  const small = { width: width >> 2, height: height >> 2 };
  return { ...small, grey: new Uint8Array(small.width * small.height).fill(60) };
}

function four(length: number): number {
  return Math.round(length / 4) * 4;
}
