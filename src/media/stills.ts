import { rm } from "node:fs/promises";
import { z } from "zod";
import type { MediaWorker } from "./worker.ts";

interface StillOrder {
  /** A clip that was probed before. */
  readonly from: string;
  /** Where the picture is written; what is there is replaced. */
  readonly to: string;
  readonly signal: AbortSignal;
}

/** Takes single pictures out of clips. Throws `MediaError` as the worker does, and leaves nothing behind. */
export interface Stills {
  /** A JPEG, at most 1280 wide, of a frame near the beginning that shows much. */
  poster(order: StillOrder): Promise<void>;
  /** A PNG of the very last frame, in full size: where the next shot goes on. */
  lastFrame(order: StillOrder): Promise<void>;
}

export const StillInput = z.object({
  from: z.string(),
  to: z.string(),
  which: z.enum(["poster", "last"]),
});
export type StillInput = z.infer<typeof StillInput>;

const TASK = new URL("./tasks/still.ts", import.meta.url);
const TIMEOUT = 120_000; // ms
const MAX_MEMORY = 640 * 2 ** 20; // bytes

export function createStills(worker: MediaWorker): Stills {
  return {
    poster: (order) => take("poster", order),
    lastFrame: (order) => take("last", order),
  };

  async function take(which: StillInput["which"], { from, to, signal }: StillOrder) {
    const input: StillInput = { which, from, to };
    const bounds = { signal, timeout: TIMEOUT, maxMemoryBytes: MAX_MEMORY };
    try {
      await worker.run({ module: TASK, input }, bounds);
    } catch (error) {
      // Here, not in the child: it may have been killed.
      await rm(to, { force: true });
      throw error;
    } finally {
      await rm(roughCopyOf(to), { force: true });
    }
  }
}

/** Where a frame is kept on its way to becoming a PNG. */
export function roughCopyOf(to: string): string {
  return `${to}.bmp`;
}
