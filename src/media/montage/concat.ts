import { join } from "node:path";
import { MediaError } from "../../errors.ts";
import { paintText } from "../lettering/paint-text.ts";
import type { WorkerContext } from "../worker-context.ts";
import { sourceOf } from "../xmp.ts";
import { chooseCutter } from "./choose-cutter.ts";
import type { Cutter, Layer } from "./cutter.ts";
import { finishFilm } from "./finish-film.ts";
import type { Piece } from "./finish-film.ts";
import { frameRateNear, perSecond } from "./frame-rate.ts";
import { takeGraph } from "./graphs.ts";
import type { Size } from "./graphs.ts";
import { captionSvg } from "./label.ts";
import { ConcatOrder } from "./orders.ts";
import { canBeJoined, readShots, workingSize } from "./takes.ts";
import type { Shot } from "./takes.ts";

/** What of the whole work is drawing. */
const DRAWING = 0.9;

/** The child's side of `concat`. */
export async function run(input: unknown, { ffmpeg, report }: WorkerContext): Promise<undefined> {
  const order = ConcatOrder.parse(input);
  const paths = order.clips.map(({ path }) => path);
  const shots = await readShots(paths);
  const cutter = chooseCutter(ffmpeg);
  const finish = (pieces: readonly Piece[]) =>
    finishFilm(cutter, pieces, { ...order, clips: paths, description: "Several videos in one." });

  if (order.seam === "cut" && order.clips.every(({ caption }) => !caption) && canBeJoined(shots)) {
    try {
      await finish(shots.map(asItIs));
      return;
    } catch (error) {
      // Their indexes said that they fit together, and they do not.
      if (!(error instanceof MediaError && error.failure === "broken")) throw error;
    }
  }
  await finish(await drawAll(cutter, shots, order, report));
}

function asItIs({ path, seconds, facts }: Shot): Piece {
  const sound = facts.audioCodec === undefined ? undefined : path;
  return { path, seconds, sound, soundFrom: 0 };
}

/** One after the other, so that a long row needs no more memory than one clip. */
async function drawAll(
  cutter: Cutter,
  shots: readonly Shot[],
  { folder, clips, seam }: ConcatOrder,
  report: (progress: number) => void,
): Promise<Piece[]> {
  const [first] = shots;
  if (first === undefined) throw new MediaError("broken", "There are no clips.");
  const size = workingSize(first.facts);
  const rate = frameRateNear(first.facts.fps);
  const pieces: Piece[] = [];
  for (const [at, shot] of shots.entries()) {
    const to = join(folder, `drawn-${at}.mp4`);
    const caption = clips[at]?.caption ?? "";
    const captions = caption === "" ? [] : [await captionLayer(shot, caption, size, folder)];
    const layers: Layer[] = [{ path: shot.path, kind: "film" }, ...captions];
    const skip = seam === "continued" && at > 0 ? 1 : 0;
    const { graph, frames } = takeGraph(shot, { size, rate, skip, hasCaption: caption !== "" });
    const done = (progress: number) => report(((at + progress) / shots.length) * DRAWING);
    await cutter.draw({ layers, graph, rate, frames, to, report: done });
    const [seconds, soundFrom] = [frames / perSecond(rate), skip / perSecond(rate)];
    pieces.push({ ...asItIs(shot), path: to, seconds, soundFrom });
  }
  return pieces;
}

async function captionLayer(
  { path }: Shot,
  caption: string,
  size: Size,
  folder: string,
): Promise<Layer> {
  const to = join(folder, "caption.png");
  // A draft has its own words below.
  const place = (await sourceOf(path)) === "algorithmicMedia" ? "above" : "below";
  await paintText((font) => captionSvg(caption, size, place, font), to);
  return { path: to, kind: "picture" };
}
