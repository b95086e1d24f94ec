import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { MediaError } from "../errors.ts";
import { bodyOf, childAt, childrenOf, readingBoxes, topBoxes } from "./mp4/boxes.ts";
import type { ClipFacts } from "./probe.ts";
import type { Sink } from "./rooms.ts";
import { syncing } from "./syncing.ts";

const MAX_INDEX = 64 * 2 ** 20; // bytes
const CHUNK = 2 ** 20; // bytes
const LARGEST_OFFSET = 2 ** 32 - 1;

/**
 * Copies a clip with its index moved to the front, so that it plays while it loads; no frame
 * changes. Answers `false`, and writes nothing, when there is nothing to gain or something to lose:
 * the index is in front already, or a signature would break. Throws `MediaError` (`broken`).
 */
export async function faststart(from: string, facts: ClipFacts, to: string): Promise<boolean> {
  if (facts.faststart || facts.fragmented || facts.hasC2pa) return false;

  try {
    return await readingBoxes(() => rewrite(from, to, facts.bytes));
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

async function rewrite(from: string, to: string, bytes: number): Promise<boolean> {
  await using source = await open(from);
  const boxes = await topBoxes(source, bytes);
  const index = boxes.find(({ type }) => type === "moov");
  const [first] = boxes;
  // A long header, which no index needs, would change the length of what moves.
  if (first === undefined || index?.header !== 8) return false;
  const moov = await bodyOf(source, index, MAX_INDEX);
  moveChunks(moov, { after: first.size, before: index.start, by: index.size });

  await using target = await open(to, "wx", 0o600);
  const sink = syncing(target);
  await copy(source, sink, 0, first.size);
  await copy(source, sink, index.start, index.start + index.header);
  await sink.appendFile(moov);
  await copy(source, sink, first.size, index.start);
  await copy(source, sink, index.start + index.size, bytes);
  await sink.synced();
  return true;
}

/** Everything between the front and the old place of the index moves back by its length. */
interface Moves {
  readonly after: number;
  readonly before: number;
  readonly by: number;
}

function moveChunks(moov: Buffer, moves: Moves): void {
  for (const track of childrenOf(moov, "trak")) {
    const table = childAt(track, "mdia", "minf", "stbl");
    if (table === undefined) continue;
    for (const chunks of childrenOf(table, "stco")) moveShort(chunks, moves);
    for (const chunks of childrenOf(table, "co64")) moveLong(chunks, moves);
  }
}

function moveShort(chunks: Buffer, { after, before, by }: Moves): void {
  const end = 8 + chunks.readUInt32BE(4) * 4;
  for (let at = 8; at < end; at += 4) {
    const offset = chunks.readUInt32BE(at);
    if (offset < after || offset >= before) continue;
    if (offset + by > LARGEST_OFFSET) throw new MediaError("too-large", "The film is too large.");
    chunks.writeUInt32BE(offset + by, at);
  }
}

function moveLong(chunks: Buffer, { after, before, by }: Moves): void {
  const end = 8 + chunks.readUInt32BE(4) * 8;
  for (let at = 8; at < end; at += 8) {
    const offset = chunks.readBigUInt64BE(at);
    if (offset >= BigInt(after) && offset < BigInt(before))
      chunks.writeBigUInt64BE(offset + BigInt(by), at);
  }
}

/** Reads on while it writes what it has read before. */
async function copy(source: FileHandle, sink: Sink, start: number, end: number): Promise<void> {
  const length = Math.min(CHUNK, end - start);
  let [room, other] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
  let writing = Promise.resolve();
  for (let at = start; at < end;) {
    const { bytesRead } = await source.read(room, 0, Math.min(length, end - at), at);
    await writing;
    if (bytesRead === 0) throw new MediaError("broken", "It became shorter while it was read.");
    writing = sink.appendFile(room.subarray(0, bytesRead));
    // Whoever waits for it next hears of it.
    writing.catch(() => {});
    [room, other] = [other, room];
    at += bytesRead;
  }
  await writing;
}
