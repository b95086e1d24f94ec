import { z } from "zod";
import { openFilmEncoder } from "../../../src/media/film-encoder.ts";
import type { WorkerContext } from "../../../src/media/worker-context.ts";

const Colour = z.tuple([z.number(), z.number(), z.number()]);
const Input = z.object({
  out: z.string(),
  width: z.int().default(160),
  height: z.int().default(90),
  frames: z.int(),
  /** As long as the picture, where it is absent. */
  soundSeconds: z.number().optional(),
  /** Y, U and V of every pixel; noise where it is absent. */
  colour: Colour.optional(),
  /** What it changes to, in its last frames. */
  turning: z.object({ colour: Colour, frames: z.int() }).optional(),
  ending: z.enum(["finish", "abort"]).default("finish"),
});

const FPS = 24;
const SAMPLE_RATE = 48_000;

/** Films one colour, or noise, with a tone. */
export async function run(input: unknown, { ffmpeg }: WorkerContext) {
  const { out, width, height, frames, colour, ending, ...rest } = Input.parse(input);
  const { soundSeconds = frames / FPS, turning } = rest;
  const samples = Math.round(soundSeconds * SAMPLE_RATE);
  const tone = Float32Array.from({ length: samples }, (_, at) => Math.sin(at / 20) * 0.3);
  const sound = { left: tone, right: tone, sampleRate: SAMPLE_RATE };
  const encoder = await openFilmEncoder({ out, width, height, fps: FPS, sound }, ffmpeg);
  const frame = new Uint8Array((width * height * 3) / 2);
  for (let index = 0; index < frames; index += 1) {
    const isTurned = turning && index >= frames - turning.frames;
    const now = isTurned ? turning.colour : colour;
    if (now) paint(frame, width * height, now);
    else for (let at = 0; at < frame.length; at += 1) frame[at] = 40 + Math.random() * 160;
    await encoder.write(frame);
  }
  await encoder[ending]();
}

function paint(frame: Uint8Array, pixels: number, [y, u, v]: readonly [number, number, number]) {
  frame
    .fill(y, 0, pixels)
    .fill(u, pixels, pixels * 1.25)
    .fill(v, pixels * 1.25);
}
