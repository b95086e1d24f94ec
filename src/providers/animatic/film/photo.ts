import sharp from "sharp";
import type { Sharp } from "sharp";
import type { Shot } from "../plan/plan.ts";
import type { Actor } from "./actors.ts";
import type { Look } from "./looks.ts";
import { boxBlur, toPlate } from "./plate.ts";
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
const MOST_LOST = 0.45;

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
    (frame.width * 0.86) / picture.width,
    (frame.height * 0.74) / picture.height,
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
  return { ...NOBODY, plate, actors: actor, focus: middle, middle: { x: 0.5, y: 0.5 }, widest: 1 };
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
  mirroredBelow: false,
} as const;

/** A picture with round corners, and its shadow on all sides within `margin`. */
function framed(card: Raster, margin: number): Raster {
  const width = card.width + margin * 2;
  const height = card.height + margin * 2;
  const pixels = new Uint8Array(width * height * 4);
  const round = margin * 0.42;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const inside = -distanceTo(x - margin, y - margin, card, round);
      const shadow = Math.max(
        0,
        1 + -distanceTo(x - margin, y - margin * 1.25, card, round) / (margin * 0.75),
      );
      const share = Math.min(1, Math.max(0, inside + 0.5));
      const from = ((y - margin) * card.width + x - margin) * 4;
      for (let channel = 0; channel < 3; channel++)
        pixels[at + channel] = share > 0 ? (card.pixels[from + channel] ?? 0) * share : 0;
      pixels[at + 3] = 255 * Math.max(share, Math.min(1, shadow) ** 2 * 0.55);
    }
  }
  return { width, height, pixels };
}

/** How far a point lies outside a card with round corners; negative inside. */
function distanceTo(x: number, y: number, { width, height }: Size, round: number): number {
  const dx = Math.abs(x - width / 2) - (width / 2 - round);
  const dy = Math.abs(y - height / 2) - (height / 2 - round);
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
}

/** Where the eye goes: the middle of the most salient part, in parts of the picture, never at its edge. */
async function attentionOf({ width, height, pixels }: Raster) {
  const side = Math.round(Math.min(width, height) / 3);
  const { info } = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .resize(side, side, { fit: "cover", position: sharp.strategy.attention })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const inside = (value: number | undefined, whole: number, low: number, high: number) =>
    Math.min(high, Math.max(low, (value ?? whole / 2) / whole));
  return {
    x: inside(info.attentionX, width, 0.22, 0.78),
    y: inside(info.attentionY, height, 0.24, 0.7),
  };
}

/** Nobody knows how deep a photo is: the ground comes near, so does what is salient or rich in detail. */
async function guessNearness(
  { width, height, pixels }: Raster,
  focus: { x: number; y: number },
): Promise<Nearness> {
  const small = { width: width >> 2, height: height >> 2 };
  const grey = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .resize(small.width, small.height, { fit: "fill" })
    .removeAlpha()
    .grayscale()
    .raw()
    .toBuffer();
  const soft = Uint8Array.from(grey);
  boxBlur(soft, small.width, small.height, 6);
  const detail = Uint8Array.from(grey, (value, at) =>
    Math.min(255, Math.abs(value - (soft[at] ?? 0)) * 6),
  );
  boxBlur(detail, small.width, small.height, Math.round(small.width / 20));
  boxBlur(detail, small.width, small.height, Math.round(small.width / 20));
  const most = detail.reduce((high, value) => Math.max(high, value), 1);
  const near = new Uint8Array(grey.length);
  for (let row = 0, at = 0; row < small.height; row++) {
    const floor = Math.max(0, (row / small.height - 0.25) / 0.75);
    for (let column = 0; column < small.width; column++, at++) {
      const dx = (column / small.width - focus.x) / 0.3;
      const dy = (row / small.height - focus.y) / 0.42;
      near[at] = Math.min(
        255,
        255 *
          (0.42 * floor + 0.36 * Math.exp(-(dx * dx + dy * dy)) + (0.3 * (detail[at] ?? 0)) / most),
      );
    }
  }
  boxBlur(near, small.width, small.height, Math.round(small.width / 40));
  boxBlur(near, small.width, small.height, Math.round(small.width / 40));
  return { ...small, grey: near };
}

function flat({ width, height }: Size): Nearness {
  const small = { width: width >> 2, height: height >> 2 };
  return { ...small, grey: new Uint8Array(small.width * small.height).fill(60) };
}

function four(length: number): number {
  return Math.round(length / 4) * 4;
}
