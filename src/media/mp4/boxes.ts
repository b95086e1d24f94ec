import type { FileHandle } from "node:fs/promises";
import { MediaError } from "../../errors.ts";

/** A box at the top of a file: MP4 is a row of boxes, some of which hold boxes again. */
export interface TopBox {
  readonly type: string;
  /** Where it begins in the file. */
  readonly start: number;
  /** How long its own header is; its body follows. */
  readonly header: number;
  /** Header and body. */
  readonly size: number;
}

/** Fragmented films have two boxes in every fragment, at worst one fragment a frame. */
const MAX_TOP_BOXES = 65_536;
/** Within one box; a fragment may list its samples in a few hundred runs. */
const MAX_CHILDREN = 4_096;
const LONGEST_HEADER = 16;

/**
 * Reads where the boxes of a file are, not what is in them. Throws `MediaError` (`broken`) when it
 * is not MP4, or when a box goes on beyond the end: the download was cut off.
 */
export async function topBoxes(file: FileHandle, fileBytes: number): Promise<TopBox[]> {
  const boxes: TopBox[] = [];
  const head = Buffer.alloc(LONGEST_HEADER);
  for (let start = 0; start + 8 <= fileBytes;) {
    const { bytesRead } = await file.read(head, 0, LONGEST_HEADER, start);
    const { type, header, size } = readHeader(head.subarray(0, bytesRead), fileBytes - start);
    if (boxes.length === 0 && type !== "ftyp") throw broken("It is not an MP4 video.");
    if (start + size > fileBytes) throw broken("It is incomplete.");
    if (boxes.length === MAX_TOP_BOXES) throw broken("It has too many parts.");
    boxes.push({ type, start, header, size });
    start += size;
  }
  if (boxes.length === 0) throw broken("It is not an MP4 video.");
  return boxes;
}

/** Reads the body of a box, if it is not longer than `maxBytes`. */
export async function bodyOf(file: FileHandle, box: TopBox, maxBytes: number): Promise<Buffer> {
  const length = box.size - box.header;
  if (length > maxBytes) throw broken("One of its parts is too large.");
  const body = Buffer.alloc(length);
  const { bytesRead } = await file.read(body, 0, length, box.start + box.header);
  if (bytesRead < length) throw broken("It is incomplete.");
  return body;
}

/** The bodies of the boxes of one type within a body. They share its memory. */
export function* childrenOf(body: Buffer, type: string): Generator<Buffer> {
  let count = 0;
  for (let start = 0; start + 8 <= body.length;) {
    count += 1;
    if (count > MAX_CHILDREN) throw broken("It has too many parts.");
    const child = readHeader(body.subarray(start), body.length - start);
    if (start + child.size > body.length) throw broken("One of its parts is cut off.");
    if (child.type === type) yield body.subarray(start + child.header, start + child.size);
    start += child.size;
  }
}

/** The first box at the end of a path within a body: `childAt(moov, "trak", "mdia")`. */
export function childAt(body: Buffer, ...path: readonly string[]): Buffer | undefined {
  let inner: Buffer | undefined = body;
  for (const type of path) {
    if (inner === undefined) return undefined;
    inner = childrenOf(inner, type).next().value ?? undefined;
  }
  return inner;
}

/** A field that should be there, and lies beyond the end of its box, makes the file `broken`. */
export async function readingBoxes<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw cause instanceof RangeError ? broken("Its index is cut off.", { cause }) : cause;
  }
}

export function broken(message: string, options?: ErrorOptions): MediaError {
  return new MediaError("broken", message, options);
}

/** A size of 1 says that the true size follows in 64 bits, 0 that the box is the last one. */
function readHeader(bytes: Buffer, room: number) {
  const type = bytes.toString("latin1", 4, 8);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) throw broken("It is not an MP4 video.");
  const short = bytes.readUInt32BE(0);
  const header = short === 1 ? LONGEST_HEADER : 8;
  const long = short === 1 ? Number(bytes.readBigUInt64BE(8)) : short;
  const size = short === 0 ? room : long;
  if (!Number.isSafeInteger(size) || size < header) throw broken("One of its parts has no size.");
  return { type, header, size };
}
