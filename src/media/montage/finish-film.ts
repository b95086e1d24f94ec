import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MediaError } from "../../errors.ts";
import { probeClip } from "../probe.ts";
import { labelClip, sourceOfAll } from "../xmp.ts";
import { listOf } from "./cutter.ts";
import type { Cutter } from "./cutter.ts";
import { laySound } from "./lay-sound.ts";
import type { Stretch } from "./lay-sound.ts";
import { FILM } from "./orders.ts";

/** One film of a row: what is seen, and what is heard meanwhile. */
export interface Piece extends Stretch {
  readonly path: string;
}

interface Ending {
  readonly folder: string;
  /** The clips of which all of it was made. */
  readonly clips: readonly string[];
  readonly createdAt: number;
  readonly description: string;
}

/** By how much a film may be off, in seconds: a frame of the slowest. */
const TOLERANCE = 0.13;

/**
 * Puts films of the same setup behind each other, with their sounds, labels the result and keeps it
 * as `FILM` in the folder. Throws `MediaError` (`broken`) when it is not as long as all of them.
 */
export async function finishFilm(
  cutter: Cutter,
  pieces: readonly Piece[],
  { folder, clips, createdAt, description }: Ending,
): Promise<void> {
  const to = join(folder, FILM);
  const list = join(folder, "films.txt");
  await writeFile(list, listOf(pieces), { mode: 0o600 });
  await cutter.join({ list, sound: await soundOf(cutter, pieces, folder), to });

  const wanted = pieces.reduce((total, { seconds }) => total + seconds, 0);
  const { seconds } = await probeClip(to);
  if (Math.abs(seconds - wanted) > TOLERANCE)
    throw new MediaError("broken", "The film came out longer or shorter than its parts.");
  const source = await sourceOfAll(clips);
  await labelClip(to, { source, tool: "Rushes", description, created: new Date(createdAt) });
}

async function soundOf(
  cutter: Cutter,
  pieces: readonly Piece[],
  folder: string,
): Promise<string | undefined> {
  if (pieces.every(({ sound }) => sound === undefined)) return undefined;
  const to = join(folder, "sound.raw");
  await laySound(cutter, pieces, to);
  return to;
}
