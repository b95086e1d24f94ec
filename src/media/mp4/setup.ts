import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { bodyOf, broken, childAt, childrenOf, readingBoxes, topBoxes } from "./boxes.ts";
import { readClock, tracksOf } from "./tracks.ts";
import type { Track } from "./tracks.ts";

/** How the pictures of a film are coded: what decides whether it can be put behind another as it is. */
export interface PictureSetup {
  /** How long there are pictures; 0 when the index does not tell. The sound may go on. */
  readonly seconds: number;
  /** All that a decoder is told before the first picture. Films with the same one can be joined. */
  readonly decoding: string;
  /** Whether its pictures run from its first to its last, with no cut that only its index makes. */
  readonly isUncut: boolean;
  /** How Y, U and V become colours. Where a film does not say so, players take BT.709. */
  readonly matrix: "bt601" | "bt709";
  readonly range: "limited" | "full";
}

const MAX_INDEX = 64 * 2 ** 20; // bytes
/** A box's own header, and the fixed fields of a picture's sample entry behind it. */
const ENTRY_FIELDS = 8 + 78;
/** All that decides how a picture is decoded and shown, but not how many bits it takes. */
const TELLING = ["avcC", "hvcC", "av1C", "pasp"];
/** Pictures that refer to later ones make the first one wait for so long at most, in seconds. */
const LONGEST_WAIT = 0.25;
const BT601_MATRICES = [5, 6]; // of PAL and NTSC, as H.273 counts them

/** Reads it from the index of a film that was probed before. Throws `MediaError` (`broken`). */
export async function readSetup(path: string): Promise<PictureSetup> {
  await using file = await open(path);
  return await readingBoxes(() => read(file));
}

async function read(file: FileHandle): Promise<PictureSetup> {
  const boxes = await topBoxes(file, (await file.stat()).size);
  const index = boxes.find(({ type }) => type === "moov");
  if (index === undefined) throw broken("It has no index.");
  const moov = await bodyOf(file, index, MAX_INDEX);
  const tracks = tracksOf(moov);
  const at = tracks.findIndex(({ kind }) => kind === "video");
  const track = tracks[at];
  const trak = [...childrenOf(moov, "trak")][at];
  const table = trak && childAt(trak, "mdia", "minf", "stbl", "stsd");
  if (!track || !trak || !table) throw broken("It has no picture.");

  const entry = table.subarray(8, 8 + table.readUInt32BE(8));
  const inside = entry.subarray(ENTRY_FIELDS);
  const isFragmented = childAt(moov, "mvex") !== undefined;
  const isAlone = table.readUInt32BE(4) === 1;
  return {
    seconds: isFragmented ? 0 : track.seconds,
    decoding: decodingOf(entry, inside),
    isUncut: isAlone && !isFragmented && isUncut(moov, trak, track),
    ...coloursOf(childAt(inside, "colr")),
  };
}

function decodingOf(entry: Buffer, inside: Buffer): string {
  const size = entry.toString("hex", 32, 36);
  const told = TELLING.map((type) => childAt(inside, type)?.toString("hex") ?? "");
  return [entry.toString("latin1", 4, 8), size, ...told].join(":");
}

/** One edit that begins where the pictures do is how encoders say that some are out of order. */
function isUncut(moov: Buffer, trak: Buffer, { timescale, seconds }: Track): boolean {
  const edits = childAt(trak, "edts", "elst");
  const clock = childAt(moov, "mvhd");
  if (edits === undefined || clock === undefined) return true;
  if (edits.readUInt32BE(4) !== 1) return false;
  const isLong = edits.readUInt8(0) === 1;
  const ticks = isLong ? Number(edits.readBigUInt64BE(8)) : edits.readUInt32BE(8);
  const start = isLong ? Number(edits.readBigInt64BE(16)) : edits.readInt32BE(12);
  const left = seconds - ticks / readClock(clock).timescale;
  return start >= 0 && start / timescale <= LONGEST_WAIT && left <= LONGEST_WAIT;
}

function coloursOf(colr: Buffer | undefined): Pick<PictureSetup, "matrix" | "range"> {
  const isTold = colr !== undefined && /^ncl[xc]$/.test(colr.toString("latin1", 0, 4));
  if (!isTold) return { matrix: "bt709", range: "limited" };
  const isFull = colr.length > 10 && (colr.readUInt8(10) & 0x80) !== 0;
  return {
    matrix: BT601_MATRICES.includes(colr.readUInt16BE(8)) ? "bt601" : "bt709",
    range: isFull ? "full" : "limited",
  };
}
