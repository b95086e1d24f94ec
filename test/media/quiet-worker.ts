import { pino } from "pino";
import { createMediaWorker } from "../../src/media/worker.ts";
import type { WorkerBounds } from "../../src/media/worker.ts";

const log = pino({ level: "silent" });

export function quietWorker(options: { ffmpegPath?: string; maxParallel?: number } = {}) {
  return createMediaWorker({ ffmpegPath: undefined, ...options, log });
}

/** Bounds that no honest task meets. */
export function bounds(change: Partial<WorkerBounds> = {}): WorkerBounds {
  return {
    signal: new AbortController().signal,
    timeout: 15_000,
    maxMemoryBytes: 1e9,
    ...change,
  };
}

export function task(name: string, input: unknown = {}) {
  return { module: new URL(`./tasks/${name}.ts`, import.meta.url), input };
}
