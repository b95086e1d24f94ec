import { join } from "node:path";
import { paintText } from "../lettering/paint-text.ts";
import type { WorkerContext } from "../worker-context.ts";
import { layCells } from "./cells.ts";
import { chooseCutter } from "./choose-cutter.ts";
import type { Layer } from "./cutter.ts";
import { finishFilm } from "./finish-film.ts";
import { frameRateNear, framesIn, perSecond } from "./frame-rate.ts";
import { gridGraph } from "./graphs.ts";
import { labelsSvg } from "./label.ts";
import { GridOrder } from "./orders.ts";
import { readShots } from "./takes.ts";

const MAX_FPS = 30;
/** What of the whole work is drawing. */
const DRAWING = 0.95;

/** The child's side of `grid`. */
export async function run(input: unknown, { ffmpeg, report }: WorkerContext): Promise<undefined> {
  const { clips, folder, createdAt } = GridOrder.parse(input);
  const paths = clips.map(({ path }) => path);
  const shots = await readShots(paths);
  const rate = frameRateNear(Math.min(MAX_FPS, Math.max(...shots.map(({ facts }) => facts.fps))));
  const frames = Math.max(...shots.map(({ seconds }) => framesIn(seconds, rate)));
  const [first] = shots;
  if (first === undefined) return;
  const laid = layCells(first.facts, shots.length);

  const labels = join(folder, "labels.png");
  const words = clips.map(({ label }) => label);
  await paintText((font) => labelsSvg(words, laid, font), labels);
  const films = paths.map((path): Layer => ({ path, kind: "film" }));
  const cutter = chooseCutter(ffmpeg);
  const drawn = join(folder, "drawn.mp4");
  await cutter.draw({
    layers: [...films, { path: labels, kind: "picture" }],
    graph: gridGraph(shots, { ...laid, rate, frames }),
    rate,
    frames,
    to: drawn,
    report: (progress) => report(progress * DRAWING),
  });
  const sound = first.facts.audioCodec === undefined ? undefined : first.path;
  const piece = { path: drawn, seconds: frames / perSecond(rate), sound, soundFrom: 0 };
  const description = "Several videos side by side.";
  await finishFilm(cutter, [piece], { folder, clips: paths, createdAt, description });
}
