import { broken, childAt, childrenOf } from "./boxes.ts";

/** One track of a film, as its index (the `moov` box) tells it. */
export interface Track {
  readonly id: number;
  readonly kind: "video" | "audio" | "other";
  /** Four characters: `avc1`, `mp4a`. */
  readonly codec: string;
  /** Ticks in a second. */
  readonly timescale: number;
  /** In seconds; 0 when the index does not tell, as in fragmented films. */
  readonly seconds: number;
  readonly samples: number;
  /** What all its samples need in the file. */
  readonly sampleBytes: number;
  /** As it is shown, so after a rotation; 0 for sound. */
  readonly width: number;
  readonly height: number;
  /** By how many degrees clockwise a player turns it. */
  readonly rotation: Rotation;
}

export type Rotation = 0 | 90 | 180 | 270;

const NOT_SHOWN = { width: 0, height: 0, rotation: 0 } as const;
/** Film, sound in many languages, captions: no film needs more. */
const MAX_TRACKS = 64;
const UNKNOWN_DURATION = 2 ** 32 - 1;
const KINDS: Readonly<Record<string, "video" | "audio">> = { vide: "video", soun: "audio" };

/** Reads the tracks that the body of a `moov` box describes. */
export function tracksOf(moov: Buffer): Track[] {
  const tracks = [...childrenOf(moov, "trak")];
  if (tracks.length > MAX_TRACKS) throw broken("It has too many tracks.");
  return tracks.map((track) => trackOf(track));
}

/** The body of a `mvhd` or `mdhd` box: how long something is, in seconds. */
export function readClock(body: Buffer): { timescale: number; seconds: number } {
  const isLong = body.readUInt8(0) === 1;
  const timescale = body.readUInt32BE(isLong ? 20 : 12);
  const ticks = isLong ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  if (timescale === 0) throw broken("Its clock stands still.");
  const isKnown = Number.isSafeInteger(ticks) && ticks !== UNKNOWN_DURATION;
  return { timescale, seconds: isKnown ? ticks / timescale : 0 };
}

function trackOf(trak: Buffer): Track {
  const header = need(childAt(trak, "tkhd"));
  const media = need(childAt(trak, "mdia"));
  const table = need(childAt(media, "minf", "stbl"));
  const kind = KINDS[need(childAt(media, "hdlr")).toString("latin1", 8, 12)] ?? "other";
  const entry = need(childAt(table, "stsd")).subarray(8);
  return {
    id: header.readUInt32BE(header.readUInt8(0) === 1 ? 20 : 12),
    kind,
    codec: entry.toString("latin1", 4, 8),
    ...readClock(need(childAt(media, "mdhd"))),
    ...readSamples(childAt(table, "stsz")),
    ...(kind === "video" ? shownAs(entry, header) : NOT_SHOWN),
  };
}

function readSamples(stsz: Buffer | undefined) {
  if (stsz === undefined) return { samples: 0, sampleBytes: 0 };
  const each = stsz.readUInt32BE(4);
  const samples = stsz.readUInt32BE(8);
  if (each > 0) return { samples, sampleBytes: samples * each };
  if (stsz.length < 12 + samples * 4) throw broken("Its index is cut off.");
  let sampleBytes = 0;
  for (let sample = 0; sample < samples; sample += 1)
    sampleBytes += stsz.readUInt32BE(12 + sample * 4);
  return { samples, sampleBytes };
}

/** A film from a phone is stored lying down, with a matrix that turns it. */
function shownAs(entry: Buffer, header: Buffer) {
  const [width, height] = [entry.readUInt16BE(32), entry.readUInt16BE(34)];
  const rotation = rotationOf(header);
  const liesDown = rotation === 90 || rotation === 270;
  return liesDown ? { width: height, height: width, rotation } : { width, height, rotation };
}

/** The first row of the matrix is the cosine and the sine of the rotation. */
function rotationOf(header: Buffer): Rotation {
  const cosine = header.readInt32BE(header.length - 44);
  const sine = header.readInt32BE(header.length - 40);
  if (Math.abs(sine) > Math.abs(cosine)) return sine > 0 ? 90 : 270;
  return cosine < 0 ? 180 : 0;
}

function need(box: Buffer | undefined): Buffer {
  if (box === undefined) throw broken("Its index is incomplete.");
  return box;
}
