import type { FileHandle } from "node:fs/promises";
import { bodyOf, childAt, childrenOf } from "./boxes.ts";
import type { TopBox } from "./boxes.ts";

const MAX_FRAGMENT_INDEX = 4 * 2 ** 20; // bytes
const HAS_BASE_OFFSET = 0x1;
const HAS_DESCRIPTION = 0x2;
const HAS_DEFAULT_DURATION = 0x8;
const HAS_DATA_OFFSET = 0x1;
const HAS_FIRST_FLAGS = 0x4;
const HAS_DURATIONS = 0x100;
/** Size, flags and composition offset of a sample, each of four bytes where present. */
const OTHER_SAMPLE_FIELDS = [0x200, 0x400, 0x800];

/**
 * Adds up what the fragments (`moof` boxes) of one track really hold: the index of a fragmented
 * film often says nothing about its length, or too much.
 */
export async function measureFragments(
  file: FileHandle,
  boxes: readonly TopBox[],
  moov: Buffer,
  track: { readonly id: number; readonly timescale: number },
): Promise<{ samples: number; seconds: number }> {
  const usual = defaultDuration(moov, track.id);
  let samples = 0;
  let ticks = 0;
  for (const box of boxes) {
    if (box.type !== "moof") continue;
    const moof = await bodyOf(file, box, MAX_FRAGMENT_INDEX);
    for (const fragment of childrenOf(moof, "traf")) {
      const header = childAt(fragment, "tfhd");
      if (header === undefined || header.readUInt32BE(4) !== track.id) continue;
      const each = fragmentDuration(header) ?? usual;
      for (const run of childrenOf(fragment, "trun")) {
        samples += run.readUInt32BE(4);
        ticks += runTicks(run, each);
      }
    }
  }
  return { samples, seconds: ticks / track.timescale };
}

function defaultDuration(moov: Buffer, id: number): number {
  const extension = childAt(moov, "mvex");
  if (extension === undefined) return 0;
  const defaults = childrenOf(extension, "trex").find((trex) => trex.readUInt32BE(4) === id);
  return defaults?.readUInt32BE(12) ?? 0;
}

function fragmentDuration(tfhd: Buffer): number | undefined {
  const flags = tfhd.readUIntBE(1, 3);
  if (!(flags & HAS_DEFAULT_DURATION)) return undefined;
  const base = flags & HAS_BASE_OFFSET ? 8 : 0;
  const description = flags & HAS_DESCRIPTION ? 4 : 0;
  return tfhd.readUInt32BE(8 + base + description);
}

function runTicks(run: Buffer, each: number): number {
  const flags = run.readUIntBE(1, 3);
  const samples = run.readUInt32BE(4);
  if (!(flags & HAS_DURATIONS)) return samples * each;
  const others = OTHER_SAMPLE_FIELDS.filter((field) => flags & field).length;
  const first = 8 + (flags & HAS_DATA_OFFSET ? 4 : 0) + (flags & HAS_FIRST_FLAGS ? 4 : 0);
  let ticks = 0;
  for (let sample = 0; sample < samples; sample += 1)
    ticks += run.readUInt32BE(first + sample * 4 * (1 + others));
  return ticks;
}
