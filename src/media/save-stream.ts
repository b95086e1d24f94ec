import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { MediaError } from "../errors.ts";
import { pour } from "./pour.ts";
import type { PourBounds } from "./pour.ts";

/**
 * Saves a stream as the file `path`, readable by us alone. The file is there whole or not at all,
 * even after a power cut; what a crash leaves behind is called `….part-…`. Throws `MediaError`:
 * `too-large`, `broken` (cut off, or not as long as announced), `stopped` (by the signal, the stall
 * bound or the total bound) or `disk-full`. The stream has ended or is destroyed in every case.
 */
export async function saveStream(
  stream: Readable,
  path: string,
  bounds: PourBounds,
): Promise<{ bytes: number }> {
  // It may fail before anybody reads it; whoever reads it then hears of it.
  stream.on("error", () => {});
  const part = `${path}.part-${randomBytes(4).toString("hex")}`;
  try {
    const bytes = await write(stream, part, bounds);
    await rename(part, path);
    await syncFolder(dirname(path));
    return { bytes };
  } catch (error) {
    stream.destroy();
    await rm(part, { force: true });
    throw isDiskFull(error) ? fullDisk(error) : error;
  }
}

async function write(stream: Readable, path: string, bounds: PourBounds): Promise<number> {
  await using file = await open(path, "wx", 0o600);
  const bytes = await pour(stream, file, bounds);
  await file.sync();
  return bytes;
}

/** A rename is only lasting once its folder is. Windows cannot open folders, and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  await using handle = await open(folder);
  await handle.sync();
}

function isDiskFull(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT";
}

function fullDisk(cause: unknown): MediaError {
  return new MediaError("disk-full", "The disk is full.", { cause });
}
