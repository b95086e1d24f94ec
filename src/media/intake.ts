import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { UserError } from "../errors.ts";
import { MediaError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Pictures } from "./pictures.ts";
import { saveStream } from "./save-stream.ts";

const STALL = 15_000;
const TIMEOUT = 120_000;

/** Something that somebody attached, as its platform hands it over. */
export interface RawFile {
  open(signal: AbortSignal): Promise<{ stream: Readable; bytes: number | undefined }>;
}

/** Takes people's pictures in: bounded, checked by their bytes, upright and without metadata. */
export interface Intake {
  /** Throws `UserError` with what is wrong with it and what to do. */
  take(file: RawFile): Promise<{ file: string; width: number; height: number }>;
  /** Throws away a picture that nothing was made of. */
  discard(file: string): Promise<void>;
  pathOf(file: string): string;
}

export function createIntake(deps: {
  pictures: Pictures;
  folders: { incoming: string; pictures: string };
  maxBytes: number;
  now: () => number;
}): Intake {
  const { pictures, folders, maxBytes, now } = deps;
  const tooLarge = (cause?: unknown) =>
    new UserError(
      "The picture is larger than {{most}} MB. Send a smaller one.",
      { most: Math.floor(maxBytes / 1_000_000) },
      { cause },
    );

  return {
    async take(file) {
      const id = newId(now());
      const raw = join(folders.incoming, id);
      const signal = AbortSignal.timeout(TIMEOUT);
      const { stream, bytes } = await file.open(signal);
      if (bytes !== undefined && bytes > maxBytes) {
        stream.destroy();
        throw tooLarge();
      }
      try {
        await saveStream(stream, raw, { maxBytes, stall: STALL, timeout: TIMEOUT, signal });
        const name = `${id}.jpg`;
        const size = await pictures.take({ from: raw, to: join(folders.pictures, name), signal });
        return { file: name, ...size };
      } catch (error) {
        const isTooLarge = error instanceof MediaError && error.failure === "too-large";
        throw isTooLarge ? tooLarge(error) : error;
      } finally {
        await rm(raw, { force: true });
      }
    },

    discard: (file) => rm(join(folders.pictures, file), { force: true }),

    pathOf: (file) => join(folders.pictures, file),
  };
}
