import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Sweep } from "../sweeping.ts";

/** What nobody can still be writing, in ms. */
const OLD = 24 * 3_600_000;

/** Removes what a killed bot has left half-written: arriving files, parts of clips and pictures, and pictures prepared for a studio. */
export function leftovers(folders: Record<"incoming" | "clips" | "pictures", string>): Sweep {
  return async (now) => {
    await sweep(folders.incoming, () => true, now);
    const isPart = (name: string) => name.includes(".part-");
    await sweep(folders.clips, isPart, now);
    await sweep(folders.pictures, isPart, now);
  };
}

async function sweep(folder: string, isLeftover: (name: string) => boolean, now: number) {
  for (const name of (await readdir(folder)).filter(isLeftover)) {
    const path = join(folder, name);
    // Another process may have swept it meanwhile.
    const found = await stat(path).catch(() => undefined);
    if (found && now - found.mtimeMs > OLD) await rm(path, { force: true, recursive: true });
  }
}
