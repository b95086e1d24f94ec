import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "../../log.ts";
import type { Previews } from "../../media/previews.ts";
import { createTurns } from "../../media/worker/turns.ts";
import type { ClipShelf } from "./clip-shelf.ts";

/** A glance of a few seconds at the size of a thumbnail needs no more, in bytes. */
const MAX_BYTES = 1_000_000;
/** Videos that people asked for come first: more wishes than this are not taken at once. */
const MOST_WAITING = 4;

interface MovingPreviewsDeps {
  readonly clips: ClipShelf;
  readonly previews: Previews;
  /** Where a preview lies until it is whole. */
  readonly incoming: string;
  readonly closing: AbortSignal;
  readonly log: Logger;
}

/** Short moving pictures of the playground's clips: made when somebody looks, one by one, and kept. */
export function createMovingPreviews(deps: MovingPreviewsDeps) {
  const { clips, previews, incoming, closing, log } = deps;
  const turns = createTurns(1);
  const making = new Map<string, Promise<void>>();
  /** Clips of which none can be made. */
  const failed = new Set<string>();

  async function make(id: string): Promise<void> {
    const endTurn = await turns.take(closing);
    const part = join(incoming, `${id}.webp`);
    try {
      await mkdir(incoming, { recursive: true });
      const from = clips.clipPath(id);
      await previews.make({ from, to: part, maxBytes: MAX_BYTES, signal: closing });
      await rename(part, clips.previewPath(id));
      // Its message may have been taken back meanwhile.
      if (!existsSync(from)) await rm(clips.previewPath(id), { force: true });
    } finally {
      endTurn();
    }
  }

  return {
    /** The path of a clip's preview; `undefined` where there is none, or none right now. */
    async pathOf(id: string): Promise<string | undefined> {
      const path = clips.previewPath(id);
      if (existsSync(path)) return path;
      if (failed.has(id) || !existsSync(clips.clipPath(id))) return undefined;
      if (!making.has(id) && turns.waiting >= MOST_WAITING) return undefined;
      const made = making.get(id) ?? make(id).finally(() => making.delete(id));
      making.set(id, made);
      try {
        await made;
        return path;
      } catch (error) {
        if (!closing.aborted) failed.add(id);
        log.warn({ err: error, clip: id }, "a preview could not be made");
        return undefined;
      }
    },
  };
}

export type MovingPreviews = ReturnType<typeof createMovingPreviews>;
