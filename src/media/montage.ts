import { rm } from "node:fs/promises";
import { join } from "node:path";
import { MediaError } from "../errors.ts";
import type { Clip } from "./clip.ts";
import type { Pictures } from "./pictures.ts";
import type { Stills } from "./stills.ts";

/** Puts clips of the clips folder together. Called again under the same name it makes the same file. */
export interface Montage {
  /** One clip after the other, each with its caption where there are any. */
  concat(
    name: string,
    clips: readonly Clip[],
    how: { captions?: readonly string[] | undefined; signal: AbortSignal },
  ): Promise<Clip>;

  /** Two to four clips side by side, each with its label. */
  grid(
    name: string,
    clips: readonly Clip[],
    how: { labels: readonly string[]; signal: AbortSignal },
  ): Promise<Clip>;

  /** The very last picture of a clip, kept in the pictures folder as `NAME.jpg`. */
  lastFrame(
    clip: Clip,
    name: string,
    signal: AbortSignal,
  ): Promise<{ file: string; width: number; height: number }>;
}

export function createMontage(deps: {
  folders: { incoming: string; pictures: string; clips: string };
  stills: Stills;
  pictures: Pictures;
}): Montage {
  const { folders, stills, pictures } = deps;
  const nothing = () => Promise.reject(new MediaError("unavailable", "not here yet"));

  return {
    concat: nothing,
    grid: nothing,

    async lastFrame(clip, name, signal) {
      const raw = join(folders.incoming, `${name}.png`);
      const file = `${name}.jpg`;
      try {
        await stills.lastFrame({ from: join(folders.clips, clip.file), to: raw, signal });
        return {
          file,
          ...(await pictures.take({ from: raw, to: join(folders.pictures, file), signal })),
        };
      } finally {
        await rm(raw, { force: true });
      }
    },
  };
}
