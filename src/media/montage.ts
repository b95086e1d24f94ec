import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { clipOf, joinedOf } from "./clip.ts";
import type { Clip } from "./clip.ts";
import { FILM } from "./montage/orders.ts";
import type { ConcatOrder, GridOrder } from "./montage/orders.ts";
import type { Pictures } from "./pictures.ts";
import { probeClip } from "./probe.ts";
import type { Stills } from "./stills.ts";
import type { MediaWorker } from "./worker.ts";

/**
 * Puts clips of the clips folder together. Called again under the same name it makes the same file,
 * or answers what it made before: a name stands for one montage, and is never that of one of its
 * clips. Throws `MediaError` as the worker does, `cannot-fit` where the clips are too long or too
 * large together, `broken` where one is; then nothing is left behind.
 */
export interface Montage {
  /**
   * One clip after the other, each with its caption where there are any. Clips that fit together are
   * not encoded again; the others take the size and the rate of the first, whole within black bars.
   * Where each clip goes on from the last picture of the one before, `continued` shows that picture
   * only once, which takes an encode.
   */
  concat(
    name: string,
    clips: readonly Clip[],
    how: {
      captions?: readonly string[] | undefined;
      seam?: "cut" | "continued";
      signal: AbortSignal;
      /** Hears how far it is, from 0 to 1. */
      onProgress?: (progress: number) => void;
    },
  ): Promise<Clip>;

  /**
   * Two to four clips side by side, each with its label, with the sound of the first. A shorter one
   * waits for the others with its last picture.
   */
  grid(
    name: string,
    clips: readonly Clip[],
    how: {
      labels: readonly string[];
      signal: AbortSignal;
      onProgress?: (progress: number) => void;
    },
  ): Promise<Clip>;

  /** The very last picture of a clip, kept in the pictures folder as `NAME.jpg`. */
  lastFrame(
    clip: Clip,
    name: string,
    signal: AbortSignal,
  ): Promise<{ file: string; width: number; height: number }>;
}

const CONCAT = new URL("./montage/concat.ts", import.meta.url);
const GRID = new URL("./montage/grid.ts", import.meta.url);
const TIMEOUT = 15 * 60_000; // ms
const MAX_MEMORY = 768 * 2 ** 20; // bytes: 1080p takes about 420

export function createMontage(deps: {
  folders: { clips: string; pictures: string };
  worker: MediaWorker;
  stills: Stills;
  pictures: Pictures;
  now: () => number;
}): Montage {
  const { folders, worker, stills, pictures, now } = deps;
  const pathOf = ({ file }: Clip) => join(folders.clips, basename(file));

  return {
    async concat(name, clips, { captions = [], seam = "cut", ...how }) {
      const sources = clips.map((clip, at) => ({
        path: pathOf(clip),
        caption: captions[at] ?? "",
      }));
      return joinedOf(clips, await compose(name, CONCAT, { clips: sources, seam }, how));
    },

    async grid(name, clips, { labels, ...how }) {
      const sources = clips.map((clip, at) => ({ path: pathOf(clip), label: labels[at] ?? "" }));
      return joinedOf(clips, await compose(name, GRID, { clips: sources }, how));
    },

    lastFrame: (clip, name, signal) =>
      inWorkshop(folders.pictures, name, async (folder) => {
        const [still, picture] = [join(folder, "last.png"), join(folder, "last.jpg")];
        await stills.lastFrame({ from: pathOf(clip), to: still, signal });
        const size = await pictures.take({ from: still, to: picture, signal });
        const file = `${name}.jpg`;
        await rename(picture, join(folders.pictures, file));
        return { file, ...size };
      }),
  };

  async function compose(
    name: string,
    module: URL,
    what: Omit<ConcatOrder, "folder" | "createdAt"> | Omit<GridOrder, "folder" | "createdAt">,
    how: { signal: AbortSignal; onProgress?: (progress: number) => void },
  ): Promise<Clip> {
    const file = `${name}.mp4`;
    const path = join(folders.clips, file);
    // It came under this name only when it was whole.
    if (existsSync(path)) return clipOf(file, await probeClip(path));
    return inWorkshop(folders.clips, name, async (folder) => {
      const input = { ...what, folder, createdAt: now() };
      const bounds = { ...how, timeout: TIMEOUT, maxMemoryBytes: MAX_MEMORY };
      await worker.run({ module, input }, bounds);
      const facts = await probeClip(join(folder, FILM));
      await rename(join(folder, FILM), path);
      return clipOf(file, facts);
    });
  }
}

/** A folder for whatever is needed on the way. It is gone in any case; what a crash leaves is swept. */
async function inWorkshop<T>(
  place: string,
  name: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(place, `${name}.part-${randomBytes(4).toString("hex")}`);
  await mkdir(folder, { mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
