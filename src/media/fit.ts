import { rm } from "node:fs/promises";
import { z } from "zod";
import { probeClip } from "./probe.ts";
import type { ClipFacts } from "./probe.ts";
import type { MediaWorker } from "./worker.ts";

interface FitOrder {
  /** A clip that was probed before. It is not changed. */
  readonly from: string;
  /** Where the smaller one is written; what is there is replaced. */
  readonly to: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** From 0 to 1. May start again, when a try came out too large. */
  readonly onProgress?: (progress: number) => void;
}

/** Makes clips small enough for where they are posted. */
export interface Fitter {
  /**
   * Encodes a clip again so that it has at most `maxBytes`, as good as these allow. Throws
   * `MediaError`: `cannot-fit` when three tries or the arithmetic say no, else as the worker does.
   * Then nothing is left at `to`.
   */
  fitClip(order: FitOrder): Promise<ClipFacts>;
}

export const FitInput = z.object({
  from: z.string(),
  to: z.string(),
  maxBytes: z.int().positive(),
});

const TASK = new URL("./tasks/fit.ts", import.meta.url);
const TIMEOUT = 10 * 60_000; // ms
const MAX_MEMORY = 768 * 2 ** 20; // bytes: 1080p takes about 420

export function createFitter(worker: MediaWorker): Fitter {
  return {
    async fitClip({ from, to, maxBytes, signal, onProgress }) {
      const input: z.infer<typeof FitInput> = { from, to, maxBytes };
      const bounds = { signal, timeout: TIMEOUT, maxMemoryBytes: MAX_MEMORY, onProgress };
      try {
        await worker.run({ module: TASK, input }, bounds);
        return await probeClip(to);
      } catch (error) {
        // Here, not in the child: it may have been killed.
        await rm(to, { force: true });
        throw error;
      }
    },
  };
}
