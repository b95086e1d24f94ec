import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { MediaError } from "../errors.ts";
import { pour } from "./pour.ts";
import type { PourBounds } from "./pour.ts";
import { syncing } from "./syncing.ts";

/**
 * Saves a stream as the file `path`, readable by us alone. The file is there whole or not at all,
 * even after a power cut; what a crash leaves behind is called `….part-…`. Throws what the disk
 * throws, the stream's own `ProviderError`, or `MediaError`: `too-large`, `broken` (cut off, or not
 * as long as announced), `stopped` (by the signal, the stall bound or the total bound) or
 * `disk-full`. The stream has ended or is destroyed in every case.
 */
export function saveStream(stream: Readable, path: string, bounds: PourBounds): Promise<void> {
  return saveChecked(stream, path, bounds, async () => {});
}

/**
 * The same, once `check` has let the file pass; it may put something better in its place. Answers
 * what it found, and throws what it throws.
 */
export async function saveChecked<Found>(
  stream: Readable,
  path: string,
  bounds: PourBounds,
  check: (part: string) => Promise<Found>,
): Promise<Found> {
  // It may fail before anybody reads it; whoever reads it then hears of it.
  stream.on("error", () => {});
  const part = `${path}.part-${randomBytes(4).toString("hex")}`;
  try {
    await write(stream, part, bounds);
    const found = await check(part);
    await sync(part);
    await rename(part, path);
    await syncFolder(dirname(path));
    return found;
  } catch (error) {
    stream.destroy();
    // If it cannot be removed either, it is swept one day; why it is not wanted says more.
    await rm(part, { force: true }).catch(() => {});
    throw isDiskFull(error) ? fullDisk(error) : error;
  }
}

async function write(stream: Readable, path: string, bounds: PourBounds): Promise<void> {
  await using file = await open(path, "wx", 0o600);
  const sink = syncing(file);
  await pour(stream, sink, bounds);
  await sink.synced();
}

/** Of the file itself, whoever wrote it. */
async function sync(path: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.sync();
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
