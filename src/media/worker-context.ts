import type { FfmpegTool } from "./ffmpeg-tool.ts";

/** What a task in the child process is given beside its input. */
export interface WorkerContext {
  /** Tells the parent how far the task is, from 0 to 1. May be called as often as one likes. */
  readonly report: (progress: number) => void;
  /** What makes videos here. Throws `MediaError` (`unavailable`) where nothing does. */
  readonly ffmpeg: FfmpegTool;
}

/** What a task module exports as `run`. It checks its input; its answer is plain JSON. */
export type RunTask = (input: unknown, context: WorkerContext) => Promise<unknown>;
