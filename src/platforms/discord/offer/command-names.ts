import { z } from "zod";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";

/** The commands that Discord has registered for us, as it answers them. */
export const Registered = z.array(
  z.object({ id: z.string(), name: z.string(), type: z.number().default(1) }),
);
export type Registered = z.infer<typeof Registered>;

const TYPED = 1;
/** `/jobs` as a word of its own, as plain text stands on Discord. */
const NAMED = /(?<![\p{L}\p{N}_/.:<-])\/(?<name>[a-z][a-z-]*)(?![\p{L}\p{N}_/-])/gu;

const Ids = z.record(z.string(), z.string());

/**
 * Names commands in our words so that each reader sees them in their own language, and can click
 * them: `/jobs` becomes `</jobs:123>`. Until their ids are known, they stay as they are.
 */
export interface CommandNames {
  in(text: string): string;
  /** The id of a command, once Discord has told it, to whichever process. */
  idOf(command: string): Promise<string | undefined>;
  /** Discord has told the ids; other processes learn them too. */
  learn(registered: Registered): Promise<void>;
  /** Looks the ids up that another process has learned, once. Never throws. */
  recall(): Promise<void>;
}

interface CommandNamesDeps {
  /** Our own id on Discord. */
  readonly app: () => Promise<string>;
  readonly memory: Shelf<string>;
  readonly log: Logger;
}

export function createCommandNames({ app, memory, log }: CommandNamesDeps): CommandNames {
  let ids: Readonly<Record<string, string>> = {};
  let recalled: Promise<void> | undefined;
  const key = async () => `command ids:${await app()}`;

  async function read(): Promise<void> {
    try {
      const kept = await memory.get(await key());
      if (kept !== undefined) ids = { ...Ids.parse(JSON.parse(kept)), ...ids };
    } catch (error) {
      recalled = undefined;
      log.debug({ err: error }, "the ids of the commands could not be read");
    }
  }

  const recall = () => (recalled ??= read());
  const known = (name: string) => (Object.hasOwn(ids, name) ? ids[name] : undefined);

  return {
    recall,

    async idOf(name) {
      await recall();
      return known(name);
    },

    in: (text) =>
      text.replaceAll(NAMED, (named, name: string) => {
        const id = known(name);
        return id === undefined ? named : `<${named}:${id}>`;
      }),

    async learn(registered) {
      const typed = registered.filter(({ type }) => type === TYPED);
      ids = Object.fromEntries(typed.map(({ name, id }) => [name, id]));
      await memory.set(await key(), JSON.stringify(ids));
    },
  };
}
