import { mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Line } from "./bench.ts";
import type { Chat } from "./chats.ts";
import { growthOf, inMib } from "./figures.ts";

const MIB = 2 ** 20;
const BYTES = 50 * MIB;
const CLIPS = 10;

/** How far the memory of this process rises while ten clips of 50 MiB are published at once. */
export async function memoryOfUploads(chat: Chat, aim: string): Promise<Line> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
  const path = join(folder.path, "clip.mp4");
  await fill(path);
  const shape = { path, bytes: BYTES, seconds: 20, width: 1920, height: 1080 };

  await chat.publish(shape, "warm");
  const grown = await growthOf(() =>
    Promise.all(Array.from({ length: CLIPS }, (_, index) => chat.publish(shape, `job${index}`))),
  );
  return {
    what: `${chat.name}: memory while ${CLIPS} clips of ${BYTES / MIB} MiB go up at once`,
    ours: inMib(grown),
    floor: "",
    aim,
  };
}

async function fill(path: string): Promise<void> {
  await using file = await open(path, "w");
  await file.truncate(BYTES);
}
