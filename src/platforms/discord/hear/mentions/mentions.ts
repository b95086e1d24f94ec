import { Routes } from "discord.js";
import type { Logger } from "../../../../log.ts";
import type { Said } from "../../../../said.ts";
import { wordsFor } from "../../../../words.ts";
import { createAnswering } from "../../../chat/answering.ts";
import { createSeen } from "../../../chat/seen.ts";
import type { Front, Reply, Tone } from "../../../platform.ts";
import type { Api } from "../../line/api.ts";
import type { Spot } from "../../line/spots.ts";
import { canWrite } from "../../permissions.ts";
import { BROKEN } from "../replies.ts";
import type { Heard } from "./heard.ts";
import { invocationOfMention } from "./heard.ts";
import { isByPerson, Mention } from "./message.ts";
import type { AttachmentsOf } from "./pictures.ts";
import type { MentionReplies } from "./replies.ts";
import type { Understand } from "./understand.ts";

interface MentionsDeps {
  readonly api: Api;
  readonly spotOf: (at: { guild: string; channel: string }) => Promise<Spot | undefined>;
  readonly understand: Understand;
  readonly attachmentsOf: AttachmentsOf;
  readonly reply: MentionReplies;
  /** Somebody's language, where a command of theirs has told it. */
  readonly localeOf: (person: string) => string | undefined;
  /** Whether this is heard for the first time by any process. */
  readonly claim: (id: string) => Promise<boolean>;
  readonly log: Logger;
}

/** Hears messages that name us: whoever wrote one sees at once that it was heard. Never throws. */
export function createMentions(deps: MentionsDeps) {
  const { api, spotOf, understand, attachmentsOf, localeOf, claim, log } = deps;
  const isFirst = createSeen();
  const inTurn = createAnswering();

  return async function take(raw: unknown, us: string, front: Front): Promise<void> {
    const parsed = Mention.safeParse(raw);
    if (!parsed.success) return log.debug({ err: parsed.error }, "a message is not for us");
    const { data: mention } = parsed;
    if (!isByPerson(mention) || !isFirst(mention.id)) return undefined;
    try {
      const heard = await hear(mention, us);
      if (heard) await answer(heard, front);
    } catch (error) {
      log.warn({ err: error, message: mention.id }, "a message could not be answered");
    }
    return undefined;
  };

  /** Nothing where we could not answer at all. */
  async function hear(mention: Mention, us: string): Promise<Heard | undefined> {
    const { author, member } = mention;
    const at = { guild: mention.guild_id, channel: mention.channel_id };
    const spot = await spotOf(at);
    if (!spot || !canWrite(spot.allowed, spot.channel.type)) {
      log.debug(at, "we were named where we may not write");
      return undefined;
    }
    const rights = spot.rightsOf({ id: author.id, roles: member.roles });
    return { mention, us, spot, rights, locale: localeOf(author.id) ?? spot.locale };
  }

  async function answer(heard: Heard, front: Front): Promise<void> {
    const { mention } = heard;
    type(mention);
    try {
      // It may have been delivered again, or to two processes.
      if (await claim(`discord:${mention.id}`)) await inTurn(() => doAsMeant(heard, front));
    } catch (error) {
      log.warn({ err: error, message: mention.id }, "a message could not be understood");
      await tell(heard, BROKEN, "bad");
    }
  }

  /** "rushes is typing…", until the thread or an answer is there. */
  function type({ channel_id: channel }: Mention): void {
    const call = { method: "POST", route: Routes.channelTyping(channel) } as const;
    api.call(call).catch((error: unknown) => log.debug({ err: error }, "typing is not shown"));
  }

  async function doAsMeant(heard: Heard, front: Front): Promise<void> {
    const understood = await understand(heard, front);
    if (understood?.kind === "word") return tell(heard, understood.word, understood.tone);
    if (!understood) return undefined;
    const { ask, beginsThread } = understood;
    const attachments = await attachmentsOf(heard, ask, front);
    const reply = (what: Reply) => send(heard, what);
    const asked = { ask, beginsThread, attachments, reply };
    return front.answer(invocationOfMention(heard, asked));
  }

  async function tell(heard: Heard, { sentence, params }: Said, tone: Tone): Promise<void> {
    const { locale } = heard;
    const text = wordsFor(locale)(sentence, params);
    await send(heard, { message: { kind: "text", tone, text, locale } });
  }

  async function send({ mention: { id }, spot: { channel, allowed } }: Heard, what: Reply) {
    await deps.reply({ id, channel: channel.id, allowed }, what);
  }
}
