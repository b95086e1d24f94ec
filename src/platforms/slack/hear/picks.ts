import { z } from "zod";
import { newId } from "../../../ids.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { Attachment } from "../../platform.ts";
import { Team } from "../refs.ts";
import { FileShape } from "./arriving.ts";
import type { AttachmentOf } from "./attachments.ts";

/** For how long an author may be asked, in ms. */
const HOLDS = 24 * 60 * 60_000;
/** The id of a pick begins with it, and is longer than a job's. */
const MARK = "p";

/** A picture that somebody picked from a message, and whose it is. */
const Pick = z.object({
  team: Team,
  author: z.object({ id: z.string(), name: z.string(), isApp: z.boolean() }),
  file: FileShape,
});
export type Pick = z.infer<typeof Pick>;

interface PicksDeps {
  readonly memory: Shelf<string>;
  readonly attachmentOf: AttachmentOf;
  readonly now: () => number;
}

/** Keeps what was picked from a message until it is needed, over restarts. */
export function createPicks({ memory, attachmentOf, now }: PicksDeps) {
  return {
    async keep(pick: Pick): Promise<string> {
      const id = MARK + newId(now());
      await memory.set(keyOf(id), JSON.stringify(pick), HOLDS);
      return id;
    },

    /** The picture under this id, in the workspace where it was picked; nothing after a day. */
    async find(team: Team, id: string): Promise<Attachment | undefined> {
      if (!id.startsWith(MARK)) return undefined;
      const kept = await memory.get(keyOf(id));
      const pick = kept === undefined ? undefined : Pick.parse(JSON.parse(kept));
      if (pick?.team.team !== team.team) return undefined;
      return { ...attachmentOf(team, pick.file), picked: { author: pick.author, pick: id } };
    },
  };
}
export type Picks = ReturnType<typeof createPicks>;

function keyOf(id: string): string {
  return `pick ${id}`;
}
