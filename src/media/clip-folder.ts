import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Logger } from "../log.ts";
import { clipOf, LARGEST_CLIP } from "./clip.ts";
import type { Clip } from "./clip.ts";
import type { Clips } from "./clips.ts";
import { faststart } from "./faststart.ts";
import type { Fitter } from "./fit.ts";
import { saveGivenStill } from "./given-still.ts";
import type { GivenStill } from "./given-still.ts";
import type { Pictures } from "./pictures.ts";
import { probeClip } from "./probe.ts";
import type { ClipFacts } from "./probe.ts";
import { saveChecked } from "./save-stream.ts";
import type { Stills } from "./stills.ts";

const STALL = 60_000; // ms
const TIMEOUT = 30 * 60_000; // ms

/** Keeps clips as `NAME.mp4`, their smaller encodes as `NAME-fit.mp4` and their stills as `NAME.jpg`. */
export function createClipFolder(deps: {
  folder: string;
  fitter: Fitter;
  stills: Stills;
  /** Draws the stills anew that come with clips; without it, all are our own. */
  pictures?: Pick<Pictures, "take">;
  log: Logger;
}): Clips {
  const { folder, fitter, stills, pictures, log } = deps;
  const pathOf = ({ file }: Clip) => join(folder, basename(file));

  /** Lets no broken clip pass, and moves its index to the front where that breaks nothing. */
  async function check(part: string): Promise<ClipFacts> {
    const facts = await probeClip(part);
    const fast = `${part}-fast`;
    try {
      if (!(await faststart(part, facts, fast))) return facts;
      const moved = await probeClip(fast);
      await rename(fast, part);
      return moved;
    } catch (error) {
      // It plays all the same, once it is there whole.
      log.warn({ err: error, clip: basename(part) }, "an index could not be moved");
      await rm(fast, { force: true });
      return facts;
    }
  }

  /** Ours is made where it cannot be had. */
  async function keepStill(still: GivenStill, to: string, signal: AbortSignal): Promise<void> {
    if (!pictures) return;
    await saveGivenStill(still, to, { pictures, signal }).catch((error: unknown) => {
      log.debug({ err: error }, "a still that came with a clip could not be had");
    });
  }

  return {
    pathOf,

    async save(name, { stream, bytes, still }, signal) {
      const file = `${name}.mp4`;
      const path = join(folder, file);
      const bounds = { maxBytes: LARGEST_CLIP, stall: STALL, timeout: TIMEOUT, signal };
      const facts = await saveChecked(stream, path, { ...bounds, expectedBytes: bytes }, check);
      if (still) await keepStill(still, join(folder, `${name}.jpg`), signal);
      return clipOf(file, facts);
    },

    async fit(clip, maxBytes, signal) {
      const file = clip.file.replace(/\.mp4$/, "-fit.mp4");
      const part = join(folder, `${file}.part-fit`);
      const facts = await fitter.fitClip({ from: pathOf(clip), to: part, maxBytes, signal });
      await rename(part, join(folder, file));
      return clipOf(file, facts);
    },

    async poster(clip, signal) {
      const to = pathOf(clip).replace(/(-fit)?\.mp4$/, ".jpg");
      if (existsSync(to)) return to;
      try {
        // Under its own name only when it is whole: what a crash cuts off must not pass for it.
        const part = `${to}.part-still`;
        await stills.poster({ from: pathOf(clip), to: part, signal });
        await rename(part, to);
        return to;
      } catch (error) {
        log.warn({ err: error, clip: clip.file }, "a still could not be made");
        return undefined;
      }
    },

    async remove(name) {
      const files = [`${name}.mp4`, `${name}-fit.mp4`, `${name}.jpg`, `${name}.jpg.part-still`];
      await Promise.all(files.map((file) => rm(join(folder, file), { force: true })));
    },
  };
}
