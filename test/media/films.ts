import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./temporary-folder.ts";

/**
 * `uneven` is silent and 1.5 s long, each of its 48 frames brighter than the one before; the last
 * eleven follow each other within milliseconds.
 */
type Name = "index-behind" | "fragmented" | "uneven";

/** The path of a recorded film: if not said otherwise, 1 s of 96x64 at 12 frames a second, with sound. */
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

/** Tells players to turn a film by 90 degrees clockwise, as phones do. */
export function turned(film: Buffer): Buffer {
  const matrix = film.indexOf("tkhd") + 4 + 40;
  const one = 1 << 16;
  for (const [at, value] of [0, one, 0, -one, 0].entries())
    film.writeInt32BE(value, matrix + at * 4);
  return film;
}

/** Makes players pass over its sound. */
export function silenced(film: Buffer): Buffer {
  film.write("meta", film.indexOf("soun"), "latin1");
  return film;
}

/** Ends it early by its index alone; what comes after is still in the file. */
export function endingAfter(film: Buffer, seconds: number): Buffer {
  const clock = film.indexOf("mvhd");
  const ticks = seconds * film.readUInt32BE(clock + 16);
  film.writeUInt32BE(ticks, film.indexOf("elst") + 12);
  film.writeUInt32BE(ticks, clock + 20);
  return film;
}

/** Carries a statement of origin (C2PA), if an empty one. */
export function signed(film: Buffer): Buffer {
  const box = Buffer.from("000000187575696400000000000000000000000000000000", "hex");
  box.write("d8fec3d61b0e483c92975828877ec481", 8, "hex");
  return Buffer.concat([film, box]);
}
