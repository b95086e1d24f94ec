import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PublishedClip } from "../../src/platforms/platform.ts";

const FILM = fileURLToPath(new URL("../fixtures/film-4s.mp4", import.meta.url));

/** A clip of a job as a platform is given it, in a folder of its test. */
export async function publishedClip(folder: string, job: string): Promise<PublishedClip> {
  const path = join(folder, `${job}.mp4`);
  await copyFile(FILM, path);
  const { size: bytes } = await stat(path);
  const shape = { seconds: 4, width: 1280, height: 720 };
  return { path, fileName: `rushes-${job}.mp4`, bytes, ...shape, alt: "A video: a fox" };
}
