import { rgb } from "../paint/colour.ts";
import type { Colour } from "../paint/colour.ts";
import type { Style } from "../plan/style-words.ts";

/** What a style does to every frame. */
export interface Look {
  /** RGB to RGB: three rows of red, green, blue and a constant. */
  readonly colours: Matrix;
  /** How far single pixels stray, in steps of luma. */
  readonly grain: number;
  /** How dark the corners are, from 0 to 1. */
  readonly vignette: number;
  /** How much drifting haze lies over everything, in steps of luma. */
  readonly fog: number;
  /** Whether a wide frame is cut to 2.39 : 1 with black bars. */
  readonly letterbox: boolean;
  /** Steps of brightness that are told apart; none for a smooth picture. */
  readonly tones?: number;
  /** Whether figures have a dark outline. */
  readonly ink: boolean;
}

export type Row = readonly [red: number, green: number, blue: number, constant: number];
export type Matrix = readonly [Row, Row, Row];

const AS_IT_IS: Matrix = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
];

interface Recipe extends Partial<Omit<Look, "colours">> {
  /** Mixes the channels. */
  readonly tint?: Matrix;
  readonly saturation?: number;
  readonly contrast?: number;
  /** Added to every channel. */
  readonly lift?: number;
}

const RECIPES: Readonly<Record<Style, Recipe>> = {
  clean: {},
  realistic: { saturation: 0.86, contrast: 1.06, grain: 2.5, vignette: 0.24 },
  cinematic: {
    tint: [
      [1.06, 0.02, -0.03, 0],
      [0, 0.98, 0.02, 0],
      [-0.04, 0.06, 1, 0],
    ],
    saturation: 1.04,
    contrast: 1.1,
    lift: -4,
    grain: 3,
    vignette: 0.34,
    letterbox: true,
  },
  painterly: {
    tint: [
      [1.02, 0.03, 0, 0],
      [0.02, 1, 0.02, 0],
      [0, 0.03, 0.95, 0],
    ],
    saturation: 0.9,
    contrast: 0.94,
    lift: 8,
    grain: 7,
    vignette: 0.1,
  },
  anime: { saturation: 1.32, contrast: 1.05, lift: 3, vignette: 0.08 },
  noir: { saturation: 0, contrast: 1.26, lift: -10, grain: 6, vignette: 0.5, fog: 14 },
  clay: {
    tint: [
      [1.04, 0.02, 0, 0],
      [0.01, 1, 0, 0],
      [0.01, 0.02, 0.96, 0],
    ],
    saturation: 1.08,
    contrast: 0.92,
    lift: 8,
    vignette: 0.2,
  },
  vintage: {
    tint: [
      [0.98, 0.12, 0.03, 0],
      [0.05, 0.92, 0.06, 0],
      [0.04, 0.12, 0.72, 0],
    ],
    saturation: 0.72,
    contrast: 0.88,
    lift: 16,
    grain: 8,
    vignette: 0.44,
  },
  comic: { saturation: 1.3, contrast: 1.2, tones: 16, ink: true, vignette: 0.1 },
  neon: {
    tint: [
      [1.05, 0, 0.1, 0],
      [0, 0.92, 0.06, 0],
      [0.08, 0.02, 1.16, 0],
    ],
    saturation: 1.24,
    contrast: 1.1,
    lift: -6,
    grain: 2,
    vignette: 0.3,
  },
  dream: { saturation: 0.9, contrast: 0.86, lift: 22, vignette: 0.06, fog: 16 },
  warm: {
    tint: [
      [1.07, 0.04, 0, 0],
      [0.02, 1, 0, 0],
      [0, 0.04, 0.86, 0],
    ],
    saturation: 1.08,
    vignette: 0.24,
  },
  cold: {
    tint: [
      [0.9, 0.04, 0.02, 0],
      [0.02, 0.97, 0.04, 0],
      [0.02, 0.05, 1.08, 0],
    ],
    saturation: 0.88,
    contrast: 1.03,
    vignette: 0.24,
  },
};

export function lookOf(style: Style): Look {
  const { tint = AS_IT_IS, saturation = 1, contrast = 1, lift = 0, ...look } = RECIPES[style];
  const colours = after(after(tint, saturated(saturation)), contrasted(contrast, lift));
  return { grain: 1.2, vignette: 0.16, fog: 6, letterbox: false, ink: false, ...look, colours };
}

/** Brightness as the eye weighs it; what is taken from a colour is given to its grey. */
function saturated(saturation: number): Matrix {
  const [red, green, blue] = [0.2126, 0.7152, 0.0722].map((weight) => weight * (1 - saturation));
  const row = (r: number, g: number, b: number): Row => [
    (red ?? 0) + r * saturation,
    (green ?? 0) + g * saturation,
    (blue ?? 0) + b * saturation,
    0,
  ];
  return [row(1, 0, 0), row(0, 1, 0), row(0, 0, 1)];
}

function contrasted(contrast: number, lift: number): Matrix {
  const pivot = 128 * (1 - contrast) + lift;
  return [
    [contrast, 0, 0, pivot],
    [0, contrast, 0, pivot],
    [0, 0, contrast, pivot],
  ];
}

/** One change of colours after another, as a single one. */
export function after([r, g, b]: Matrix, second: Matrix): Matrix {
  const row = ([x, y, z, constant]: Row): Row => [
    x * r[0] + y * g[0] + z * b[0],
    x * r[1] + y * g[1] + z * b[1],
    x * r[2] + y * g[2] + z * b[2],
    x * r[3] + y * g[3] + z * b[3] + constant,
  ];
  return [row(second[0]), row(second[1]), row(second[2])];
}

/** From RGB to Y, U and V of BT.709 in limited range. */
export const TO_YUV: Matrix = [
  [0.18259, 0.61423, 0.06201, 16],
  [-0.10064, -0.33857, 0.43922, 128],
  [0.43922, -0.39894, -0.04028, 128],
];

/** A colour as brightness and chroma. */
export interface Paint {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** A colour as it appears in that look. */
export function paintOf(colour: Colour, look: Look): Paint {
  const [luma, blue, red] = after(look.colours, TO_YUV);
  const [r, g, b] = rgb(colour);
  const channel = (row: Row) => row[0] * r + row[1] * g + row[2] * b + row[3];
  return { y: Math.min(235, channel(luma)), u: channel(blue), v: channel(red) };
}
