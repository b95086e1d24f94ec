import { z } from "zod";
import type { Shelf } from "../../store/shelf.ts";
import { isRefused } from "./failures.ts";

/** How long a step may be repeated after it was first tried, in ms. */
const KEPT = 14 * 24 * 3_600_000;

const Note = z.union([z.object({ begunAt: z.number() }), z.object({ made: z.string() })]);

interface Once {
  /** Looks for what an earlier try may have made; it was begun at that time. */
  find(begunAt: number): Promise<string | undefined>;
  make(): Promise<string>;
}

/** What is there now; `isOld` when an earlier try has made it. */
export interface Made {
  readonly id: string;
  readonly isOld: boolean;
}

/**
 * Does a thing once under its key, whichever process tries it and however often. It is noted before
 * and after; only where the end was never noted is Slack asked, since such questions are rationed.
 */
export function createDiary({ memory, now }: { memory: Shelf<string>; now: () => number }) {
  return async function once(key: string, { find, make }: Once): Promise<Made> {
    const note = readNote(await memory.get(key));
    if (note && "made" in note) return { id: note.made, isOld: true };
    const found = note && (await find(note.begunAt));
    if (found !== undefined) return { id: await noteMade(key, found), isOld: true };
    await memory.set(key, JSON.stringify({ begunAt: now() }), KEPT);
    try {
      return { id: await noteMade(key, await make()), isOld: false };
    } catch (error) {
      // A clear no: the next try need not look for anything.
      if (isRefused(error)) await memory.delete(key);
      throw error;
    }
  };

  async function noteMade(key: string, made: string): Promise<string> {
    await memory.set(key, JSON.stringify({ made }), KEPT);
    return made;
  }
}
export type Diary = ReturnType<typeof createDiary>;

function readNote(text: string | undefined) {
  return text === undefined ? undefined : Note.parse(JSON.parse(text));
}
