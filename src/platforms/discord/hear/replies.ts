import { MessageFlags, Routes } from "discord.js";
import type { Logger } from "../../../log.ts";
import { said } from "../../../said.ts";
import { wordsFor } from "../../../words.ts";
import type { Message, Reply } from "../../platform.ts";
import { codeOf } from "../failures.ts";
import type { Api } from "../line/api.ts";
import { patiently } from "../line/patience.ts";
import type { MessageRef } from "../refs.ts";
import { draw, attachedTo } from "../show/draw.ts";
import type { Content } from "../show/multipart.ts";
import { contentOf } from "../show/multipart.ts";
import type { Naming } from "../show/texts.ts";
import type { Interaction } from "./arriving.ts";

/** What people hear where we have failed. */
export const BROKEN = said("Something broke on our side; it is logged. Please try again.");

/** The token of the interaction no longer works: its time is up, or Discord has mislaid it. */
const EXPIRED = [50027, 10015];
const UNKNOWN_MESSAGE = 10008;

interface Waiting {
  readonly interaction: Interaction;
  /** The message that holds our reply. */
  readonly message: string;
  readonly isPrivate: boolean;
  /** The message whose button was pressed. */
  readonly pressed?: MessageRef | undefined;
}

/** Answers people. Never throws: a reply that cannot be shown is logged. */
export function createReplies({ api, named, log }: { api: Api; named: Naming; log: Logger }) {
  return async function reply(waiting: Waiting, answer: Reply): Promise<void> {
    const { message, instead } = answer;
    try {
      if (instead && waiting.pressed) await change(waiting.pressed, draw(instead, named));
      if (message.mention !== undefined) return await ask(waiting, message);
      // A refusal is for one person alone, where everybody would see the answer.
      const isRefusal = message.tone === "bad" && !waiting.isPrivate;
      await (isRefusal
        ? whisper(waiting, draw(message, named))
        : edit(waiting, await sent(message)));
    } catch (error) {
      log.warn({ err: error, interaction: waiting.interaction.id }, "a reply could not be shown");
    }
  };

  /** Somebody else is called: that takes a message of its own, since an edit calls nobody. */
  async function ask(waiting: Waiting, question: Message): Promise<void> {
    const { id, channel } = waiting.interaction;
    const { locale = "en" } = question;
    const body = { ...draw(question, named), nonce: `q${id}`, enforce_nonce: true };
    try {
      const route = Routes.channelMessages(channel.id);
      await patiently(api, { method: "POST", route, body });
    } catch (error) {
      log.warn({ err: error, interaction: id }, "a question could not be posted");
      await edit(waiting, await sent(question));
      return;
    }
    const text = wordsFor(locale)("The author of the picture is asked. A yes begins the video.");
    await edit(waiting, { body: draw({ kind: "text", tone: "neutral", text, locale }, named) });
  }

  async function change({ channel, message }: MessageRef, body: object): Promise<void> {
    const route = Routes.channelMessage(channel, message);
    try {
      await patiently(api, { method: "PATCH", route, body });
    } catch (error) {
      log.debug({ err: error }, "a message whose button was pressed could not be changed");
    }
  }

  function sent(message: Message): Promise<Content> {
    return contentOf(draw(message, named), attachedTo(message));
  }

  async function edit(waiting: Waiting, what: Content): Promise<void> {
    const { interaction, message, isPrivate } = waiting;
    const { application_id: app, token, channel } = interaction;
    const original = Routes.webhookMessage(app, token, "@original");
    try {
      await patiently(api, { method: "PATCH", route: original, ...what, isAnonymous: true });
    } catch (error) {
      if (isPrivate || !EXPIRED.includes(codeOf(error) ?? 0)) throw error;
      const route = Routes.channelMessage(channel.id, message);
      await patiently(api, { method: "PATCH", route, ...what });
    }
  }

  async function whisper(waiting: Waiting, body: { flags: number }): Promise<void> {
    const { application_id: app, token } = waiting.interaction;
    const route = Routes.webhookMessage(app, token, "@original");
    try {
      // First of all: what is said to a deferred answer takes its place, for everybody to see.
      await patiently(api, { method: "DELETE", route, isAnonymous: true }).catch(unlessGone);
      const flags = body.flags | MessageFlags.Ephemeral;
      const whispered = { ...body, flags };
      const post = { method: "POST", route: Routes.webhook(app, token), body: whispered } as const;
      // Here Discord heeds no nonce: said again, it would be there twice.
      await patiently(api, { ...post, isAnonymous: true }, "only if it was not heard");
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      await edit(waiting, { body });
    }
  }
}
export type Replying = ReturnType<typeof createReplies>;

/** An earlier try had taken it away, and its answer was lost. */
function unlessGone(error: unknown): void {
  if (codeOf(error) !== UNKNOWN_MESSAGE) throw error;
}
