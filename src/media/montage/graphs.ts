import { UPRIGHT } from "../ffmpeg/upright.ts";
import type { Rotation } from "../mp4/tracks.ts";
import type { PictureSetup } from "../mp4/setup.ts";
import { framesIn, perSecond, spelled } from "./frame-rate.ts";
import type { FrameRate } from "./frame-rate.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a film has that matters when it is drawn into another. */
export interface Take {
  readonly path: string;
  readonly rotation: Rotation;
  /** As long as its pictures and its sound. */
  readonly seconds: number;
  readonly setup: PictureSetup;
}

/** A cell of a grid: where its upper left corner is. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

const TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

/** One film in a given size and rate, whole within black bars; its last picture fills up what is missing. */
export function takeGraph(
  take: Take,
  form: { size: Size; rate: FrameRate; skip: number; hasCaption: boolean },
): { graph: string; frames: number } {
  const { size, rate, skip, hasCaption } = form;
  const frames = framesIn(take.seconds, rate) - skip;
  const missing = take.seconds - take.setup.seconds + (skip + 1) / perSecond(rate);
  const chain = [
    `[0:v]${shown(take, size, rate)}`,
    ...(skip > 0 ? [`trim=start_frame=${skip}`, "setpts=PTS-STARTPTS"] : []),
    `tpad=stop_mode=clone:stop_duration=${missing.toFixed(3)}`,
    `trim=end_frame=${frames}`,
  ].join();
  return { graph: hasCaption ? `${chain}[p];[p][1:v]${OVER}[v]` : `${chain},${TAGS}[v]`, frames };
}

/** Films side by side, under one picture with all their labels; a film that ends stays as it ended. */
export function gridGraph(
  takes: readonly Take[],
  form: { cells: readonly Cell[]; cell: Size; rate: FrameRate; frames: number },
): string {
  const { cells, cell, rate, frames } = form;
  const shows = takes.map((take, at) => `[${at}:v]${shown(take, cell, rate)}[c${at}]`);
  const inputs = takes.map((_, at) => `[c${at}]`).join("");
  const layout = cells.map(({ x, y }) => `${x}_${y}`).join("|");
  const stack = `${inputs}xstack=inputs=${takes.length}:layout=${layout}:fill=black[g]`;
  return [...shows, stack, `[g][${takes.length}:v]${OVER},trim=end_frame=${frames}[v]`].join(";");
}

/** A picture, drawn once and kept until the film ends. */
const OVER = `overlay=0:0:eof_action=repeat,format=yuv420p,${TAGS}`;

function shown({ rotation, setup }: Take, { width, height }: Size, rate: FrameRate): string {
  const { matrix, range } = setup;
  return [
    UPRIGHT[rotation],
    `fps=${spelled(rate)}:start_time=0`,
    `scale=${width}:${height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=bicubic:in_color_matrix=${matrix}:in_range=${range}:out_color_matrix=bt709:out_range=limited`,
    `pad=${width}:${height}:-1:-1`,
    "setsar=1",
    "format=yuv420p",
  ].join();
}
