import { rename, rm } from "node:fs/promises";
import { z } from "zod";
import type { MediaWorker } from "./worker.ts";

interface PreviewOrder {
  /** A clip that was probed before. */
  readonly from: string;
  /** Where the picture is written; what is there is replaced. */
  readonly to: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Short silent looks at clips, for where no film can be played. */
export interface Previews {
  /**
   * Writes an animated WebP of the first seconds of a clip, at most 480 on its longer side, that
   * repeats for ever. It has at most `maxBytes`, and is whole or not there at all. Throws
   * `MediaError`: `cannot-fit`, or as the worker does.
   */
  make(order: PreviewOrder): Promise<void>;
}

export const PreviewInput = z.object({
  from: z.string(),
  to: z.string(),
  maxBytes: z.int().positive(),
});

/** What a preview shows of a film. */
export const PREVIEW = { seconds: 3, fps: 12, side: 480 } as const;

const TASK = new URL("./tasks/preview.ts", import.meta.url);
const TIMEOUT = 120_000; // ms
const MAX_MEMORY = 640 * 2 ** 20; // bytes

export function createPreviews(worker: MediaWorker): Previews {
  return {
    async make({ from, to, maxBytes, signal }) {
      const part = `${to}.part-preview`;
      const input: z.infer<typeof PreviewInput> = { from, to: part, maxBytes };
      const bounds = { signal, timeout: TIMEOUT, maxMemoryBytes: MAX_MEMORY };
      try {
        await worker.run({ module: TASK, input }, bounds);
        await rename(part, to);
      } finally {
        // Here, not in the child: it may have been killed.
        await Promise.all([part, rawFramesOf(part)].map((path) => rm(path, { force: true })));
      }
    },
  };
}

/** Where the frames are kept on their way into the picture. */
export function rawFramesOf(to: string): string {
  return `${to}.raw`;
}
