import { resolve } from "node:path";
import type { FrameRate } from "./frame-rate.ts";

/** Something that a drawing shows. */
export interface Layer {
  readonly path: string;
  /** A picture is a PNG, there from the first frame to the last. */
  readonly kind: "film" | "picture";
}

/** A silent film that filters draw out of others. */
export interface Drawing {
  readonly layers: readonly Layer[];
  /** Filters from `[0:v]`, `[1:v]`, … as they are stored, not yet turned upright, to `[v]`. */
  readonly graph: string;
  readonly rate: FrameRate;
  /** How many frames come out. */
  readonly frames: number;
  readonly to: string;
  readonly report: (progress: number) => void;
}

/** Films of the same setup, put behind each other as they are, with one sound over all of them. */
export interface Joining {
  /** A list for ffmpeg's concat format, see `listOf`. */
  readonly list: string;
  /** The raw samples of the sound, see `SOUND`; absent where it stays silent. */
  readonly sound: string | undefined;
  readonly to: string;
}

/**
 * What montages are made with. Both tools make the same, and with the same setup each time, so that
 * what was drawn can be joined. Lives in a media worker's child process. Throws `MediaError`.
 */
export interface Cutter {
  /** Draws a film: H.264, BT.709 in limited range. */
  draw(drawing: Drawing): Promise<void>;
  /** Writes the sound of a film as raw samples, see `SOUND`, from the moment when its picture begins. */
  takeSound(from: string, to: string): Promise<void>;
  /** Joins films without encoding a picture: MP4, AAC, index in front. */
  join(joining: Joining): Promise<void>;
}

/** Raw sound: 16 bits, the bytes of the left sample before those of the right. */
export const SOUND = { sampleRate: 48_000, bytes: 4, bitrate: 192_000 } as const;

/** Gives all sounds one form, without gaps, and lets those that begin late begin late. */
export const SOUND_FILTERS = [
  `aresample=${SOUND.sampleRate}:async=1:first_pts=0`,
  "aformat=sample_fmts=s16:channel_layouts=stereo",
].join();

/** How each film is encoded on its way into another: hardly a loss, and every time the same setup. */
export const DRAWN = { preset: "veryfast", crf: 18, stitchable: 1 } as const;

/** What may be read through a list: MP4 files, and nothing that could name others. */
export const LIST_BOUNDS = {
  safe: "0",
  protocol_whitelist: "file",
  format_whitelist: "concat,mov",
} as const;

/** A list for ffmpeg's concat format: each film with how long its pictures last. */
export function listOf(films: readonly { path: string; seconds: number }[]): string {
  const lines = films.flatMap(({ path, seconds }) => [
    // Absolute, for ffmpeg reads others as beside the list.
    `file '${`file:${resolve(path)}`.replaceAll("'", String.raw`'\''`)}'`,
    // From its first picture, not from the sound that an encoder sends ahead of it.
    "inpoint 0",
    `duration ${seconds.toFixed(6)}`,
  ]);
  return ["ffconcat version 1.0", ...lines, ""].join("\n");
}
