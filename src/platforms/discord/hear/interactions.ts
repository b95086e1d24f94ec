import { ApplicationCommandType, InteractionType } from "discord.js";
import { UserError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import { wordsFor } from "../../../words.ts";
import { createAnswering } from "../../chat/answering.ts";
import { createSeen } from "../../chat/seen.ts";
import type { Front } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import { opensThreads } from "../permissions.ts";
import { acknowledge } from "./acknowledge.ts";
import type { ArrivingOf, CommandData, Interaction } from "./arriving.ts";
import { Arriving } from "./arriving.ts";
import type { Asked } from "./asked.ts";
import { createAsked } from "./asked.ts";
import { askOfButton } from "./asks.ts";
import type { AttachmentOf } from "./attachments.ts";
import { completeOption } from "./completions.ts";
import { showForm } from "./form.ts";
import { invocationOf } from "./invocation.ts";
import { personOf } from "./person.ts";
import { showPickForm } from "./pick-form.ts";
import type { Picks } from "./picks.ts";
import type { Replying } from "./replies.ts";
import { BROKEN } from "./replies.ts";
import type { Unanswered } from "./unanswered.ts";

interface InteractionsDeps {
  readonly api: Api;
  readonly reply: Replying;
  readonly attachmentOf: AttachmentOf;
  readonly picks: Picks;
  readonly unanswered: Unanswered;
  /** Somebody's language. */
  readonly learn: (person: string, locale: string) => void;
  readonly log: Logger;
}

/**
 * Turns what arrives from the gateway into invocations. It is acknowledged before anything else is
 * done; what Discord no longer waits for is dropped, and begins nothing.
 */
export function createInteractions(deps: InteractionsDeps) {
  const { api, reply, attachmentOf, picks, unanswered, learn, log } = deps;
  const read = createAsked({ attachmentOf, picks });
  const inTurn = createAnswering();
  const isFirst = createSeen();

  return async function take(raw: unknown, front: Front): Promise<void> {
    const parsed = Arriving.safeParse(raw);
    if (!parsed.success) return log.debug({ err: parsed.error }, "an interaction is not for us");
    const { data: arriving } = parsed;
    if (!isFirst(arriving.id)) return undefined;
    try {
      await answer(arriving, front);
    } catch (error) {
      log.warn({ err: error, interaction: arriving.id }, "an interaction could not be answered");
    }
    return undefined;
  };

  async function answer(arriving: Arriving, front: Front): Promise<void> {
    switch (arriving.type) {
      case InteractionType.ApplicationCommandAutocomplete:
        return completeOption(arriving, { api, front });
      case InteractionType.ApplicationCommand: {
        const { data } = arriving;
        if (isTyped(data)) return invoke(arriving, read.typed(data, front), front);
        return showPickForm(arriving, data, { api, front, picks });
      }
      case InteractionType.MessageComponent: {
        const { name: action, job } = askOfButton(arriving.data.custom_id);
        const form = front.asking.get(action);
        if (form) return showForm(arriving, { action, job, form }, { api, front });
        return invoke(arriving, read.pressed(arriving, front), front);
      }
      case InteractionType.ModalSubmit:
        return invoke(arriving, read.filledIn(arriving, front), front);
      default:
        return undefined;
    }
  }

  async function invoke(interaction: Interaction, asked: Asked, front: Front): Promise<void> {
    const isPrivate = !asked.isPublic;
    const answered = await acknowledge(interaction, { api, isPrivate });
    if (!answered) return log.debug({ interaction: interaction.id }, "answered by somebody else");
    const { id, guild_id: guild, channel, app_permissions: allowed, locale } = interaction;
    const { user, nick, permissions } = interaction.member;
    learn(user.id, locale);
    const beginsThread = asked.isPublic && opensThreads(channel.type);
    const seen = asked.isPublic ? answered.message : undefined;
    const waiting = { interaction, message: answered.message, isPrivate, pressed: asked.pressed };
    const say = wordsFor(locale);
    const attachments = await asked.attachments().catch(async (error: unknown) => {
      if (!(error instanceof UserError)) log.error({ err: error }, "a picked picture is not known");
      const { sentence, params } = error instanceof UserError ? error : BROKEN;
      const text = say(sentence, params);
      await reply(waiting, { message: { kind: "text", tone: "bad", text } });
    });
    if (!attachments) return undefined;
    if (seen !== undefined && Object.keys(attachments).length > 0) {
      await unanswered.begun(id, { channel: channel.id, message: seen, locale });
    }
    const invocation = invocationOf({
      id,
      guild,
      channel: { ...channel, parent: channel.parent_id ?? undefined },
      allowed,
      person: personOf(user, nick, permissions),
      beginsThread,
      start: {
        ...(beginsThread ? { answer: seen } : { said: seen }),
        limit: interaction.attachment_size_limit,
      },
      ask: asked.ask,
      attachments,
      locale,
      async reply(said) {
        await reply(waiting, said);
        await unanswered.answered(id);
      },
    });
    return inTurn(() => front.answer(invocation));
  }
}

function isTyped(
  data: ArrivingOf<InteractionType.ApplicationCommand>["data"],
): data is CommandData {
  return data.type === ApplicationCommandType.ChatInput;
}
