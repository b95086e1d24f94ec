import { rename, rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Pictures } from "./pictures.ts";
import { saveStream } from "./save-stream.ts";

const LARGEST = 10_000_000; // bytes
const STALL = 5_000; // ms
const TIMEOUT = 20_000; // ms

/** A still that somebody has made of a clip already, as it is opened. */
export type GivenStill = (
  signal: AbortSignal,
) => Promise<{ stream: Readable; bytes: number | undefined }>;

/**
 * Saves a still that came with a clip as the JPEG `to`: drawn anew, as every picture from elsewhere.
 * Throws whatever goes wrong, and leaves nothing behind then.
 */
export async function saveGivenStill(
  open: GivenStill,
  to: string,
  { pictures, signal: asked }: { pictures: Pick<Pictures, "take">; signal: AbortSignal },
): Promise<void> {
  const signal = AbortSignal.any([asked, AbortSignal.timeout(TIMEOUT)]);
  const [raw, part] = [`${to}.part-given`, `${to}.part-drawn`];
  try {
    const { stream, bytes: expectedBytes } = await open(signal);
    const bounds = { maxBytes: LARGEST, stall: STALL, timeout: TIMEOUT, signal, expectedBytes };
    await saveStream(stream, raw, bounds);
    await pictures.take({ from: raw, to: part, signal });
    await rename(part, to);
  } finally {
    await Promise.all([raw, part].map((path) => rm(path, { force: true })));
  }
}
