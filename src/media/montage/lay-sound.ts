import { open, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { SOUND } from "./cutter.ts";
import type { Cutter } from "./cutter.ts";

/** A stretch of a film. */
export interface Stretch {
  readonly seconds: number;
  /** The film that is heard meanwhile; none where it is absent. */
  readonly sound: string | undefined;
  /** How much of the beginning of that sound is left out, in seconds. */
  readonly soundFrom: number;
}

const CHUNK = 2 ** 18; // samples
/** A cut within a wave clicks: each sound comes and goes within so many samples, 4 ms. */
const FADE = 192;

/** Lays sounds behind each other, each exactly as long as its stretch: raw samples at `to`, see `SOUND`. */
export async function laySound(
  cutter: Cutter,
  stretches: readonly Stretch[],
  to: string,
): Promise<void> {
  const taken = `${to}.taken`;
  await using track = await open(to, "w", 0o600);
  let elapsed = 0;
  let laid = 0;
  for (const { seconds, sound, soundFrom } of stretches) {
    elapsed += seconds;
    // Counted from the beginning, so that no rounding adds up.
    const samples = samplesIn(elapsed) - laid;
    laid += samples;
    if (sound === undefined) await appendSilence(track, samples);
    else {
      await cutter.takeSound(sound, taken);
      await append(track, taken, samplesIn(soundFrom), samples);
    }
  }
  await rm(taken, { force: true });
}

function samplesIn(seconds: number): number {
  return Math.round(seconds * SOUND.sampleRate);
}

/** Appends exactly so many samples: of the file as far as it goes, then silence. */
async function append(track: FileHandle, from: string, first: number, samples: number) {
  await using source = await open(from);
  const there = Math.floor((await source.stat()).size / SOUND.bytes) - first;
  const heard = Math.max(0, Math.min(samples, there));
  for (let at = 0; at < heard;) {
    const count = Math.min(CHUNK, heard - at);
    const chunk = Buffer.alloc(count * SOUND.bytes);
    await source.read(chunk, 0, chunk.length, (first + at) * SOUND.bytes);
    fade(chunk, at, heard);
    await track.appendFile(chunk);
    at += count;
  }
  await appendSilence(track, samples - heard);
}

async function appendSilence(track: FileHandle, samples: number): Promise<void> {
  for (let left = samples; left > 0; left -= CHUNK)
    await track.appendFile(Buffer.alloc(Math.min(CHUNK, left) * SOUND.bytes));
}

/** Softens what of the first and of the last samples of a sound lies in this piece of it. */
function fade(piece: Buffer, start: number, samples: number): void {
  for (let at = 0; at < piece.length / SOUND.bytes; at += 1) {
    const gain = Math.min((start + at + 1) / FADE, (samples - start - at) / FADE);
    if (gain >= 1) continue;
    for (const side of [0, 2]) {
      const byte = at * SOUND.bytes + side;
      piece.writeInt16LE(Math.round(piece.readInt16LE(byte) * gain), byte);
    }
  }
}
