import { pictureOption } from "../../../chat/meant.ts";
import type { Ask, Attachment, CommandSpec, Front } from "../../../platform.ts";
import type { AttachmentShape } from "../arriving.ts";
import type { AttachmentOf } from "../attachments.ts";
import { picturesIn } from "../attachments.ts";
import { authorOf } from "../person.ts";
import type { Picks } from "../picks.ts";
import { pickId } from "../picks.ts";
import type { Heard } from "./heard.ts";

/** A picture beside words, and the author who has to be asked for it, where there is one. */
export interface Shown {
  readonly picture: AttachmentShape;
  readonly theirs?: ReturnType<typeof authorOf>;
}

/** The picture that a message comes with: its own first one, else that of a person's it answers. */
export function pictureIn({ mention, us }: Pick<Heard, "mention" | "us">): Shown | undefined {
  const { attachments, author, referenced_message: answered } = mention;
  const [own] = picturesIn(attachments);
  if (own) return { picture: own };
  const [picture] = picturesIn(answered?.attachments ?? []);
  if (!answered || !picture || answered.author.id === us) return undefined;
  const theirs = authorOf(answered);
  return theirs.id === `discord:${author.id}` ? { picture } : { picture, theirs };
}

/** The command that asks authors before it takes a picture of theirs. */
export function askingCommand({ commands }: Front): CommandSpec | undefined {
  return commands.find(({ menu }) => menu !== undefined);
}

interface PicturesDeps {
  readonly attachmentOf: AttachmentOf;
  readonly picks: Picks;
}

/** Opens them. Somebody else's is for the one command alone that asks them. */
export function createMentionPictures({ attachmentOf, picks }: PicturesDeps) {
  /** By the name of the option that it is for. */
  return async function attachmentsOf(
    heard: Heard,
    ask: Ask,
    front: Front,
  ): Promise<Record<string, Attachment>> {
    const shown = pictureIn(heard);
    if (!shown) return {};
    const { picture, theirs } = shown;
    const option = pictureOption(ask, front.commands);
    if (!theirs) return { [option]: attachmentOf(picture) };
    if (ask.kind !== "command" || ask.name !== askingCommand(front)?.name) return {};
    const pick = { author: theirs, pictures: [picture] };
    return { [option]: await picks.take(pickId(heard.mention.id), pick, picture) };
  };
}
export type AttachmentsOf = ReturnType<typeof createMentionPictures>;
