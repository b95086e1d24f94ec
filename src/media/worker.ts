import { z } from "zod";
import { MediaError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { createTurns } from "./worker/turns.ts";
import { startChild } from "./worker/child.ts";

/** A piece of work for a child process: a module that exports `run`, and what it is given. */
export interface WorkerTask {
  /** The file URL of a module that exports `run(input, context)`. */
  readonly module: URL;
  /** Plain JSON. */
  readonly input: unknown;
  /** `quick` is what a person waits for, and takes seconds: it does not stand in line with films. */
  readonly lane?: "quick" | "films";
}

export interface WorkerBounds {
  readonly signal: AbortSignal;
  /** In ms, from the moment the child starts: waiting for a turn does not count. */
  readonly timeout: number;
  /** Resident memory of the child and whatever it starts; watched on Linux, elsewhere the heap only. */
  readonly maxMemoryBytes: number;
  /** Hears how far the task is, from 0 to 1. */
  readonly onProgress?: ((progress: number) => void) | undefined;
}

/**
 * Runs each task in a child process of its own, a few at a time in the order in which they came: as
 * many films as are allowed, and one quick task beside them. Whatever a codec does to its process, this one goes on.
 */
export interface MediaWorker {
  /**
   * Settles only when the child and everything it started are gone. The answer is plain JSON from
   * another process: check it. Throws what the task threw, if that was a `UserError` or a
   * `MediaError`; `stopped` when a bound was met or the signal came, `crashed` when the child died.
   */
  run(task: WorkerTask, bounds: WorkerBounds): Promise<unknown>;
  /** How many tasks wait for their turn. */
  readonly waiting: number;
}

export interface MediaWorkerDeps {
  /** A path, `node-av`, or nothing: then the best that is found. */
  readonly ffmpegPath: string | undefined;
  /** Films at once. */
  readonly maxParallel?: number;
  readonly log: Logger;
}

const Timeout = z.int().positive();

export function createMediaWorker({
  ffmpegPath,
  maxParallel = 2,
  log,
}: MediaWorkerDeps): MediaWorker {
  const lanes = { films: createTurns(maxParallel), quick: createTurns(1) };

  return {
    get waiting() {
      return lanes.films.waiting + lanes.quick.waiting;
    },

    async run(task, bounds) {
      if (task.module.protocol !== "file:") throw new TypeError("a task is a file of ours");
      const timeout = Timeout.parse(bounds.timeout);
      const done = await lanes[task.lane ?? "films"].take(bounds.signal);
      try {
        return await runBounded(task, { ...bounds, timeout });
      } finally {
        done();
      }
    },
  };

  async function runBounded(task: WorkerTask, bounds: WorkerBounds): Promise<unknown> {
    const { signal, timeout, maxMemoryBytes } = bounds;
    const onProgress = (progress: number) => bounds.onProgress?.(progress);
    const child = startChild({ ...task, ffmpegPath, maxMemoryBytes, onProgress });
    const cancel = () => child.kill(new MediaError("stopped", "It was stopped."));
    const tooLong = () =>
      child.kill(new MediaError("stopped", "It took too long on this machine."));
    const clock = setTimeout(tooLong, timeout);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await child.result;
    } catch (error) {
      if (error instanceof MediaError && error.failure === "crashed")
        log.error({ err: error, cause: String(error.cause) }, "a media task crashed");
      throw error;
    } finally {
      clearTimeout(clock);
      signal.removeEventListener("abort", cancel);
    }
  }
}
