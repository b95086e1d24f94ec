import type { Readable } from "node:stream";
import type { Clip } from "./clip.ts";
import type { GivenStill } from "./given-still.ts";

/** The clips folder: every video that we have fetched, and what is made of it. */
export interface Clips {
  /**
   * Streams a clip to the disk, checks it, and lets it play while it loads. Called again under the same name it replaces what is
   * there. Fails with `MediaError`: `broken`, `too-large`, `stopped` or `disk-full`.
   */
  save(
    name: string,
    source: { stream: Readable; bytes: number | undefined; still?: GivenStill },
    signal: AbortSignal,
  ): Promise<Clip>;

  /** A smaller encode of at most `maxBytes`, beside the clip itself. */
  fit(clip: Clip, maxBytes: number, signal: AbortSignal): Promise<Clip>;

  /** The path of a still of it, the one it came with or our own; `undefined` when none could be made. */
  poster(clip: Clip, signal: AbortSignal): Promise<string | undefined>;

  pathOf(clip: Clip): string;

  /** Removes the clip `name` and all that was made of it. */
  remove(name: string): Promise<void>;
}
