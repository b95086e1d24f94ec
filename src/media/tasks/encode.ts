import type { FitPlan } from "../fit-plan.ts";
import type { Rotation } from "../mp4/tracks.ts";

/** One encode of a clip by a plan. */
export interface Encode {
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
  readonly rotation: Rotation;
  /** How many will come out, for the progress. */
  readonly frames: number;
  readonly plan: FitPlan;
  readonly report: (progress: number) => void;
}

/** Bursts may take this much more than the average. */
export const PEAK = { rate: 1.5, buffer: 2 };

/** The filters that both tools run over the picture. */
export function pictureFilters({ width, height, fps }: FitPlan): string {
  const pace = fps === undefined ? [] : [`fps=${fps}`];
  return [...pace, `scale=${width}:${height}:flags=bicubic`, "setsar=1", "format=yuv420p"].join();
}
