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
  const filePath = (id: string) => join(folder, `${id}.bin`);

  return {
    clipPath,
    posterPath,
    picturePath,
    previewPath,
    filePath,

    /** Takes a clip and its poster in, under a new id. */
    async keep(clip: PublishedClip): Promise<string> {
      const id = newId(now());
      await mkdir(folder, { recursive: true });
      await take(clip.path, clipPath(id));
      if (clip.posterPath) await take(clip.posterPath, posterPath(id));
      return id;
    },

    /** A message as it is stored: its picture or its file, if it has one, is taken in under a new id. */
    async keepAttached({ picture, file, ...message }: Message): Promise<Body["message"]> {
      if (!picture && !file) return message;
      const id = newId(now());
      await mkdir(folder, { recursive: true });
      if (picture) await take(picture.path, picturePath(id));
      if (file) await take(file.path, filePath(id));
      return {
        ...message,
        shown: picture && { id, alt: picture.alt },
        kept: file && { id, fileName: file.fileName },
      };
    },

    async discard(id: string): Promise<void> {
      for (const pathOf of [clipPath, posterPath, picturePath, previewPath, filePath]) {
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
