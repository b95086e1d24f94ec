import { z } from "zod";
import type { Logger } from "../../log.ts";
import type { Shelf } from "../../store/shelf.ts";

/** For how long a bot may be away and still tell, in ms. */
const HOLDS = 24 * 60 * 60_000;

interface UnansweredDeps<Schema extends z.ZodType> {
  /** What is kept of whoever waits. */
  readonly schema: Schema;
  readonly memory: Shelf<string>;
  /** What this process hears: what another one hears is its own. */
  readonly part: string;
  /** Tells somebody that the bot died while they waited. */
  tell(waiting: z.output<Schema>): Promise<void>;
  readonly log: Logger;
}

/** Who waits for an answer: a bot that dies meanwhile tells them when it is back. None of it throws. */
export function createUnanswered<Schema extends z.ZodType>(deps: UnansweredDeps<Schema>) {
  const { schema, memory, part, tell, log } = deps;
  const key = `unanswered ${part}`;
  const waiting = new Map<string, z.output<Schema>>();
  let writing = Promise.resolve();
  let next: Promise<void> | undefined;

  /** One write after the other, and what comes during one goes with the next: the last is what is so. */
  function save(): Promise<void> {
    next ??= writing.then(write);
    writing = next;
    return writing;
  }

  async function write(): Promise<void> {
    next = undefined;
    try {
      await memory.set(key, JSON.stringify(Object.fromEntries(waiting)), HOLDS);
    } catch (error) {
      log.debug({ err: error }, "who waits could not be noted");
    }
  }

  return {
    async begun(id: string, who: z.output<Schema>): Promise<void> {
      waiting.set(id, who);
      await save();
    },

    async answered(id: string): Promise<void> {
      if (waiting.delete(id)) await save();
    },

    /** Tells those whom an earlier process has left waiting. Called before anything is begun here. */
    async tellAll(): Promise<void> {
      try {
        const kept = await memory.get(key);
        const known = z.record(z.string(), schema);
        const left = kept === undefined ? {} : known.parse(JSON.parse(kept));
        await memory.delete(key);
        void Promise.all(Object.values(left).map((one) => quietly(one)));
      } catch (error) {
        log.debug({ err: error }, "who waits is not known");
      }
    },
  };

  async function quietly(one: z.output<Schema>): Promise<void> {
    try {
      await tell(one);
    } catch (error) {
      log.debug({ err: error }, "somebody who waits could not be told");
    }
  }
}
