import type { InteractionType } from "discord.js";
import type { Ask, Attachment, Front } from "../../platform.ts";
import type { MessageRef } from "../refs.ts";
import type { ArrivingOf, AttachmentShape, CommandData } from "./arriving.ts";
import { askOfButton, askOfForm, askOfOptions } from "./asks.ts";
import type { AttachmentOf } from "./attachments.ts";
import type { Picks } from "./picks.ts";
import { isPick, pickId } from "./picks.ts";

/** What somebody asked for. */
export interface Asked {
  readonly ask: Ask;
  /** Everybody sees the answer. */
  readonly isPublic: boolean;
  /** The message whose button was pressed. */
  readonly pressed?: MessageRef;
  /** Its files, to be read once it is acknowledged. Throws `UserError` when they are gone. */
  attachments(): Promise<Record<string, Attachment>>;
}

interface AskedDeps {
  readonly attachmentOf: AttachmentOf;
  readonly picks: Picks;
}

/** Reads what people ask for out of commands, buttons and forms. */
export function createAsked({ attachmentOf, picks }: AskedDeps) {
  function attachmentsOf(files: Readonly<Record<string, AttachmentShape>>) {
    const opened = Object.entries(files).map(([name, file]) => [name, attachmentOf(file)] as const);
    return Object.fromEntries(opened);
  }

  return {
    typed(data: CommandData, front: Front): Asked {
      const { ask, files } = askOfOptions(data);
      const isPublic = opensThread(ask.name, front);
      return { ask, isPublic, attachments: async () => attachmentsOf(files) };
    },

    pressed({ data, message }: ArrivingOf<InteractionType.MessageComponent>, front: Front): Asked {
      const ask = askOfButton(data.custom_id);
      return {
        ask,
        isPublic: front.opening.has(ask.name),
        pressed: { channel: message.channel_id, message: message.id },
        async attachments(): Promise<Record<string, Attachment>> {
          const image = isPick(ask.job) ? await picks.chosen(ask.job) : undefined;
          return image ? { image } : {};
        },
      };
    },

    /** A form of a button; that of a message's menu is the command that the menu stands for. */
    filledIn({ id, data }: ArrivingOf<InteractionType.ModalSubmit>, front: Front): Asked {
      const { ask, files } = askOfForm(data);
      if (!isPick(ask.job)) {
        return { ask, isPublic: false, attachments: async () => attachmentsOf(files) };
      }
      const { picture = "0", ...options } = ask.options;
      return {
        ask: { kind: "command", name: ask.name, options: { ...options, image: "picture" } },
        isPublic: opensThread(ask.name, front),
        async attachments() {
          return { image: await picks.choose(ask.job, Number(picture), pickId(id)) };
        },
      };
    },
  };
}

function opensThread(command: string, { commands }: Front): boolean {
  return commands.find(({ name }) => name === command)?.opensThread ?? false;
}
