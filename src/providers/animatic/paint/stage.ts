import type { Shot } from "../plan/plan.ts";
import type { Random } from "../random.ts";
import type { Canvas } from "./canvas.ts";
import type { Colour } from "./colour.ts";
import type { Light } from "./light.ts";

/** Everything a painter of places needs. Lengths are pixels of the painting, which is larger than the frame. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** A length that looks the same in every shape of frame: people are about 0.36 of it. */
  readonly unit: number;
  readonly shot: Shot;
  readonly light: Light;
  readonly random: Random;
  readonly canvas: Canvas;
  /** A surface of this colour at this nearness, in the light of the shot. */
  lit(base: Colour, near: number): Colour;
}

/** Where a twinkling light stands on a painting. */
export interface Glint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Colour;
  /** From 0 (always on) to 1 (goes out now and then). */
  readonly flicker: number;
}

/** A part of a painting. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a painter leaves behind for those who act on the stage. */
export interface Ground {
  /** How high subjects stand: the y of their feet, or of the waterline. */
  readonly y: number;
  /** Below this height the picture is water and moves. */
  readonly water?: number;
  readonly glints?: readonly Glint[];
  /** Where the light comes from, for the rim on the subjects. */
  readonly sun?: { readonly x: number; readonly y: number };
  /** Outside is only behind this window. */
  readonly window?: Region;
  /** The ground has a podium of this half-width under the subject. */
  readonly podium?: boolean;
}
