import { InteractionType, PermissionFlagsBits } from "discord.js";
import type { Logger } from "../../log.ts";
import type { Ask, Attachment, Front, Invocation, Person } from "../platform.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Api } from "./api.ts";
import type { AttachmentShape, Interaction } from "./interaction.ts";
import { Arriving } from "./interaction.ts";
import { readButtonId } from "../chat/button-id.ts";
import { completeOption } from "./complete.ts";
import { showEditForm } from "./edit-modal.ts";
import { checkPermissions, opensThreads } from "./permissions.ts";
import { writePlace } from "./refs.ts";
import { remember } from "../chat/remember.ts";
import type { createReplies } from "./replies.ts";
import { askOfForm, askOfOptions } from "./asks.ts";

export interface InvocationsDeps {
  readonly api: Api;
  readonly reply: ReturnType<typeof createReplies>;
  readonly attachmentOf: (shape: AttachmentShape) => Attachment;
  readonly log: Logger;
}

interface Asked {
  readonly ask: Ask;
  readonly files: Readonly<Record<string, AttachmentShape>>;
  /** Everybody sees the answer. */
  readonly isPublic: boolean;
}

/**
 * Turns what arrives from the gateway into invocations. It is acknowledged before anything else is
 * done; what Discord no longer waits for is dropped, and begins nothing.
 */
export function createInvocations({ api, reply, attachmentOf, log }: InvocationsDeps) {
  /** Discord delivers one again now and then. */
  const seen = new Map<string, true>();

  return async function take(raw: unknown, front: Front): Promise<void> {
    const parsed = Arriving.safeParse(raw);
    if (!parsed.success) return log.debug({ err: parsed.error }, "an interaction is not for us");
    const { data: arriving } = parsed;
    if (isKnown(arriving.id)) return undefined;
    try {
      await answer(arriving, front);
    } catch (error) {
      log.warn({ err: error, interaction: arriving.id }, "an interaction could not be answered");
    }
    return undefined;
  };

  function isKnown(id: string): boolean {
    const isRepeated = seen.has(id);
    remember(seen, id, true);
    return isRepeated;
  }

  async function answer(arriving: Arriving, front: Front): Promise<void> {
    switch (arriving.type) {
      case InteractionType.ApplicationCommandAutocomplete:
        return completeOption(arriving, { api, front });
      case InteractionType.ApplicationCommand: {
        const { ask, files } = askOfOptions(arriving.data);
        const spec = front.commands.find(({ name }) => name === ask.name);
        return invoke(arriving, { ask, files, isPublic: spec?.opensThread ?? false }, front);
      }
      case InteractionType.MessageComponent: {
        const { action, job } = readButtonId(arriving.data.custom_id) ?? { action: "old", job: "" };
        if (front.asking.has(action)) {
          return showEditForm(arriving, { action, job }, { api, front });
        }
        const ask: Ask = { kind: "action", name: action, job, options: {} };
        return invoke(arriving, { ask, files: {}, isPublic: false }, front);
      }
      case InteractionType.ModalSubmit: {
        return invoke(arriving, { ...askOfForm(arriving.data), isPublic: false }, front);
      }
      default:
        return undefined;
    }
  }

  async function invoke(interaction: Interaction, asked: Asked, front: Front): Promise<void> {
    const isPrivate = !asked.isPublic;
    const answered = await acknowledge(interaction, { api, isPrivate });
    if (!answered) return log.debug({ interaction: interaction.id }, "answered by somebody else");
    const { id, guild_id: guild, channel, app_permissions: allowed, locale } = interaction;
    const opens = asked.isPublic && opensThreads(channel.type);
    const place = {
      guild,
      channel: channel.id,
      answer: opens ? answered.message : undefined,
      limit: interaction.attachment_size_limit,
    };
    const attachments = Object.entries(asked.files).map(
      ([name, file]) => [name, attachmentOf(file)] as const,
    );
    const invocation: Invocation = {
      id: `discord:${id}`,
      platform: "discord",
      guild: `discord:${guild}`,
      person: personOf(interaction),
      place: writePlace(place),
      ask: asked.ask,
      attachments: Object.fromEntries(attachments),
      locale,
      checkPlace: () =>
        checkPermissions(allowed, { channelType: channel.type, opensThread: opens }),
      reply: (said) => reply({ interaction, message: answered.message, isPrivate }, said),
    };
    return front.answer(invocation);
  }
}

function personOf({ member }: Interaction): Person {
  const { user, nick, permissions } = member;
  const rights = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator;
  return {
    id: `discord:${user.id}`,
    name: nick ?? user.global_name ?? user.username,
    isAdmin: (permissions & rights) !== 0n,
    isModerator: (permissions & PermissionFlagsBits.ManageMessages) !== 0n,
    isOperator: false,
  };
}
