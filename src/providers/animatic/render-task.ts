import { z } from "zod";
import { openFilmEncoder } from "../../media/film-encoder.ts";
import type { WorkerContext } from "../../media/worker-context.ts";
import { labelClip } from "../../media/xmp.ts";
import { frames } from "./film/frames.ts";
import type { SceneMaker } from "./film/frames.ts";
import { paintScene } from "./film/scene.ts";
import { FPS, makePlan } from "./plan/plan.ts";
import { composeSound } from "./sound.ts";

/** What the renderer is asked for: plain JSON, for it crosses to a process of its own. */
export const RenderWish = z.object({
  prompt: z.string(),
  seconds: z.number().positive().max(60),
  style: z.string().optional(),
  seed: z.int(),
  width: z.int().multipleOf(4).min(64).max(1920),
  height: z.int().multipleOf(4).min(64).max(1920),
  /** A picture to film instead of painting. */
  picture: z.string().optional(),
  out: z.string(),
  /** When it was ordered, in epoch ms, for the label in the file. */
  createdAt: z.number(),
});
export type RenderWish = z.infer<typeof RenderWish>;

/** Renders one film to `out`. Runs in a media worker's child process; reports frames done of all frames. */
export async function run(input: unknown, { report, ffmpeg }: WorkerContext): Promise<unknown> {
  report(0);
  const wish = RenderWish.parse(input);
  const { width, height, out, picture } = wish;
  const plan = makePlan(wish);
  const film = { out, width, height, fps: FPS, sound: composeSound(plan) };
  const makeScene = picture === undefined ? paintAsync : await photographer(picture);
  const encoder = await openFilmEncoder(film, ffmpeg);
  try {
    let done = 0;
    for await (const frame of frames(plan, width, height, makeScene)) {
      await encoder.write(frame.bytes);
      done += 1;
      report(done / plan.frames);
    }
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
  await labelClip(out, {
    source: "algorithmicMedia",
    tool: "Rushes",
    description: "A draft animatic, rendered locally. Not AI-generated video.",
    created: new Date(wish.createdAt),
  });
  return { frames: plan.frames };
}

const paintAsync: SceneMaker = (shot, width, height, look) =>
  Promise.resolve(paintScene(shot, width, height, look));

/** The decoder of pictures is large: it is loaded only when there is one. */
async function photographer(picture: string): Promise<SceneMaker> {
  const { photoScene } = await import("./film/photo.ts");
  return (shot, width, height, look) => photoScene(picture, shot, width, height, look);
}
