import { constants } from "node:fs";
import { copyFile, link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "../../ids.ts";
import type { Message, PublishedClip } from "../platform.ts";
import type { Body } from "./messages.ts";

/** Keeps what was published in a folder of the playground's own, as long as its message stands. */
export function createClipShelf(folder: string, now: () => number) {
  const clipPath = (id: string) => join(folder, `${id}.mp4`);
  const posterPath = (id: string) => join(folder, `${id}.jpg`);
  const picturePath = (id: string) => join(folder, `${id}.png`);
  const previewPath = (id: string) => join(folder, `${id}.webp`);

  return {
    clipPath,
    posterPath,
    picturePath,
    previewPath,

    /** Takes a clip and its poster in, under a new id. */
    async keep(clip: PublishedClip): Promise<string> {
      const id = newId(now());
      await mkdir(folder, { recursive: true });
      await take(clip.path, clipPath(id));
      if (clip.posterPath) await take(clip.posterPath, posterPath(id));
      return id;
    },

    /** A message as it is stored: its picture, if it has one, is taken in under a new id. */
    async keepPicture({ picture, ...message }: Message): Promise<Body["message"]> {
      if (!picture) return message;
      const id = newId(now());
      await mkdir(folder, { recursive: true });
      await take(picture.path, picturePath(id));
      return { ...message, shown: { id, alt: picture.alt } };
    },

    async discard(id: string): Promise<void> {
      for (const pathOf of [clipPath, posterPath, picturePath, previewPath]) {
        await rm(pathOf(id), { force: true });
      }
    },
  };
}

export type ClipShelf = ReturnType<typeof createClipShelf>;

/** A second name for the same bytes costs nothing; across disks it takes a copy. */
async function take(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}
