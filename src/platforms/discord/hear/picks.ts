import { z } from "zod";
import { UserError } from "../../../errors.ts";
import type { Shelf } from "../../../store/shelf.ts";
import type { Attachment } from "../../platform.ts";
import { AttachmentShape } from "./arriving.ts";
import type { AttachmentOf } from "./attachments.ts";

/** For how long a form may be filled in, in ms. */
const FORM_HOLDS = 60 * 60_000;
/** For how long an author may be asked, in ms; Discord's own links to files hold no longer. */
const QUESTION_HOLDS = 24 * 60 * 60_000;
const MARK = "p";

/** The pictures of a message that somebody picked, and whose they are. */
const Pick = z.object({
  author: z.object({ id: z.string(), name: z.string(), isApp: z.boolean() }),
  pictures: z.array(AttachmentShape).min(1),
});
export type Pick = z.infer<typeof Pick>;

/** What an interaction or a message picked is kept under its id, which no job's id looks like. */
export function pickId(from: string): string {
  return MARK + BigInt(from).toString(36);
}

export function isPick(id: string): boolean {
  return id.startsWith(MARK);
}

interface PicksDeps {
  readonly memory: Shelf<string>;
  readonly attachmentOf: AttachmentOf;
}

/**
 * Keeps what was picked from a message until it is needed, over restarts: Discord does not tell it
 * again, neither with the form nor with the answer of its author.
 */
export function createPicks({ memory, attachmentOf }: PicksDeps) {
  async function find(id: string): Promise<Pick | undefined> {
    const kept = await memory.get(keyOf(id));
    return kept === undefined ? undefined : Pick.parse(JSON.parse(kept));
  }

  /** Keeps one picture while its author is asked. */
  async function take(id: string, pick: Pick, picture: AttachmentShape): Promise<Attachment> {
    const one = { ...pick, pictures: [picture] };
    await memory.set(keyOf(id), JSON.stringify(one), QUESTION_HOLDS);
    return opened(id, pick, picture);
  }

  function opened(pick: string, { author }: Pick, picture: AttachmentShape): Attachment {
    return { ...attachmentOf(picture), picked: { author, pick } };
  }

  return {
    /** Keeps it while a form is filled in. */
    async keep(id: string, pick: Pick): Promise<void> {
      await memory.set(keyOf(id), JSON.stringify(pick), FORM_HOLDS);
    },

    /** Keeps one picture of those that were picked while its author is asked, under its own id. */
    async choose(from: string, index: number, id: string): Promise<Attachment> {
      const pick = await find(from);
      const chosen = pick?.pictures[index];
      if (!chosen) throw new UserError("That took too long. Pick the message once more.");
      return take(id, pick, chosen);
    },

    take,

    /** What was chosen under this id; nothing when that is too long ago. */
    async chosen(id: string): Promise<Attachment | undefined> {
      const pick = await find(id);
      const [picture] = pick?.pictures ?? [];
      return pick && picture && opened(id, pick, picture);
    },
  };
}
export type Picks = ReturnType<typeof createPicks>;

function keyOf(id: string): string {
  return `pick:${id}`;
}
