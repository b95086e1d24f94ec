import { pictureOption } from "../../chat/meant.ts";
import type { Ask, Attachment, Front } from "../../platform.ts";
import type { AttachmentShape } from "../interaction.ts";
import { authorOf, picturesIn } from "../picked.ts";
import type { Picks } from "../picks.ts";
import { pickId } from "../picks.ts";
import type { Mention } from "./message.ts";

interface PicturesDeps {
  readonly attachmentOf: (shape: AttachmentShape) => Attachment;
  readonly picks: Picks;
}

/**
 * The picture that a message comes with: its own first one, else that of the message which it
 * answers, which may be somebody else's.
 */
export function createMentionPictures({ attachmentOf, picks }: PicturesDeps) {
  return {
    isIn: (mention: Mention): boolean => [...ownIn(mention), ...answeredIn(mention)].length > 0,

    /** By the name of the option that it is for. */
    async of(mention: Mention, ask: Ask, front: Front): Promise<Record<string, Attachment>> {
      const [own] = ownIn(mention);
      const option = pictureOption(ask, front.commands);
      if (own) return { [option]: attachmentOf(own) };
      const { id, referenced_message: answered } = mention;
      const [picture] = answeredIn(mention);
      if (!answered || !picture) return {};
      const pick = { author: authorOf(answered), pictures: [picture] };
      return { [option]: await picks.take(pickId(id), pick, picture) };
    },
  };
}
export type Pictures = ReturnType<typeof createMentionPictures>;

function ownIn({ attachments }: Mention): AttachmentShape[] {
  return picturesIn(attachments);
}

function answeredIn({ referenced_message: answered }: Mention): AttachmentShape[] {
  return picturesIn(answered?.attachments ?? []);
}
