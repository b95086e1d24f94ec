import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { joinedOf } from "../../src/media/clip.ts";
import type { Clip } from "../../src/media/clip.ts";
import type { Montage } from "../../src/media/montage.ts";

/** Puts nothing together, but remembers what was to be; its clips are copies of their first part. */
export function createFakeMontage(folder: string): Montage & {
  readonly made: { name: string; of: string[]; labels: readonly string[] }[];
  /** The last pictures that were taken, by the clips that they are of. */
  readonly frames: string[];
} {
  const made: { name: string; of: string[]; labels: readonly string[] }[] = [];
  const frames: string[] = [];

  async function put(name: string, clips: readonly Clip[], labels: readonly string[]) {
    const [first] = clips;
    if (!first) throw new Error("nothing to put together");
    const file = `${name}.mp4`;
    await copyFile(join(folder, first.file), join(folder, file));
    made.push({ name, of: clips.map((clip) => clip.file), labels });
    const seconds = clips.reduce((all, clip) => all + clip.seconds, 0);
    return joinedOf(clips, { ...first, file, seconds, isSigned: undefined });
  }

  return {
    made,
    frames,
    concat: (name, clips, { captions = [] }) => put(name, clips, captions),
    grid: (name, clips, { labels }) => put(name, clips, labels),
    lastFrame: async ({ file }, name) => {
      frames.push(file);
      return { file: `${name}.jpg`, width: 640, height: 360 };
    },
  };
}
