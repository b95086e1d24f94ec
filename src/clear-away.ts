import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Removes whatever has lain in a folder since before a moment, in epoch ms. */
export async function clearAway(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Another process may have removed it meanwhile.
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(path, { force: true, recursive: true });
  }
}
