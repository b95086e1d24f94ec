import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary-folder.ts";

type Name = "index-behind" | "fragmented";

/** The path of a recorded film: 1 s of 96x64 at 12 frames a second, with sound. */
export function filmPath(name: Name): string {
  return fileURLToPath(new URL(`./films/${name}.mp4`, import.meta.url));
}

export function filmBytes(name: Name): Promise<Buffer> {
  return readFile(filmPath(name));
}

/** A copy in a folder of its own, to be changed. */
export async function copyOfFilm(name: Name): Promise<string> {
  const path = join(await temporaryFolder(), "film.mp4");
  await copyFile(filmPath(name), path);
  return path;
}
