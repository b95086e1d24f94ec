import { readFile, writeFile } from "node:fs/promises";
import { MediaError, unreachable } from "../../errors.ts";
import { even } from "../even.ts";
import type { FfmpegTool } from "../ffmpeg-tool.ts";
import { asFilm, runFfmpeg } from "../ffmpeg/cli.ts";
import { PREVIEW, PreviewInput, rawFramesOf } from "../previews.ts";
import { probeClip } from "../probe.ts";
import type { WorkerContext } from "../worker-context.ts";
import { loadSharp } from "./load-sharp.ts";
import { rawFramesWithAv } from "./raw-frames-av.ts";

/** Better first: where one is too large, the next is tried. */
const QUALITIES = [60, 40, 20];
const CHANNELS = 3;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The child's side of `make`. */
export async function run(input: unknown, { ffmpeg }: WorkerContext): Promise<undefined> {
  const { from, to, maxBytes } = PreviewInput.parse(input);
  const { rotation, ...facts } = await probeClip(from);
  const size = sizeOf(facts);
  const raw = rawFramesOf(to);
  const most = PREVIEW.seconds * PREVIEW.fps;
  await takeFrames(ffmpeg, { from, to: raw, filters: filtersFor(size), rotation, most });
  const frames = await readFile(raw);
  for (const quality of QUALITIES) {
    const picture = await animate(frames, size, quality);
    if (picture.length > maxBytes) continue;
    await writeFile(to, picture, { mode: 0o600 });
    return undefined;
  }
  throw new MediaError("cannot-fit", "The preview does not get small enough.");
}

function sizeOf({ width, height }: Size): Size {
  const scale = Math.min(1, PREVIEW.side / Math.max(width, height));
  return { width: even(width * scale), height: even(height * scale) };
}

function filtersFor({ width, height }: Size): string {
  return `fps=${PREVIEW.fps},scale=${width}:${height}:flags=bicubic,format=rgb24`;
}

type FramesOrder = Parameters<typeof rawFramesWithAv>[0];

function takeFrames(tool: FfmpegTool, order: FramesOrder): Promise<void> {
  switch (tool.kind) {
    case "cli":
      return runFfmpeg(
        tool.path,
        asFilm(order.from).concat(
          ["-an", "-vf", order.filters, "-frames:v", String(order.most)],
          ["-f", "rawvideo", `file:${order.to}`],
        ),
      );
    case "node-av":
      return rawFramesWithAv(order);
    default:
      return unreachable(tool);
  }
}

/** All frames lie below each other in one tall picture, as sharp wants them. */
async function animate(frames: Buffer, { width, height }: Size, quality: number): Promise<Buffer> {
  const bytes = width * height * CHANNELS;
  const count = Math.floor(frames.length / bytes);
  if (count === 0) throw new MediaError("broken", "The clip has no picture.");
  const sharp = await loadSharp();
  const raw = { width, height: height * count, channels: CHANNELS, pageHeight: height } as const;
  const delay = Array.from({ length: count }, () => Math.round(1000 / PREVIEW.fps));
  return sharp(frames.subarray(0, count * bytes), { raw })
    .webp({ quality, effort: 3, loop: 0, delay })
    .toBuffer();
}
