import { MessageFlags, Routes } from "discord.js";
import type { Logger } from "../../log.ts";
import type { Reply } from "../platform.ts";
import type { Api } from "./api.ts";
import { draw } from "./draw.ts";
import { codeOf } from "./failures.ts";
import type { Interaction } from "./interaction.ts";
import type { MessageRef } from "./refs.ts";

const TRIES = 3;
/** The token of the interaction no longer works: its time is up, or Discord has mislaid it. */
const EXPIRED = [50027, 10015];

interface Waiting {
  readonly interaction: Interaction;
  /** The message that holds our reply. */
  readonly message: string;
  readonly isPrivate: boolean;
  /** The message whose button was pressed. */
  readonly pressed?: MessageRef | undefined;
}

/** Answers people. Never throws: a reply that cannot be shown is logged. */
export function createReplies({ api, log }: { api: Api; log: Logger }) {
  return async function reply(waiting: Waiting, said: Reply): Promise<void> {
    const { message, instead } = said;
    try {
      if (instead && waiting.pressed) await change(waiting.pressed, draw(instead));
      // A refusal is for one person alone, where everybody would see the answer.
      const isRefusal = message.tone === "bad" && !waiting.isPrivate;
      await (isRefusal ? whisper(waiting, draw(message)) : edit(waiting, draw(message)));
    } catch (error) {
      log.warn({ err: error, interaction: waiting.interaction.id }, "a reply could not be shown");
    }
  };

  async function change({ channel, message }: MessageRef, body: object): Promise<void> {
    const route = Routes.channelMessage(channel, message);
    try {
      await again({ method: "PATCH", route, body });
    } catch (error) {
      log.debug({ err: error }, "a message whose button was pressed could not be changed");
    }
  }

  async function edit(waiting: Waiting, body: object): Promise<void> {
    const { interaction, message, isPrivate } = waiting;
    const { application_id: app, token, channel } = interaction;
    const original = Routes.webhookMessage(app, token, "@original");
    try {
      await again({ method: "PATCH", route: original, body, isAnonymous: true });
    } catch (error) {
      if (isPrivate || !EXPIRED.includes(codeOf(error) ?? 0)) throw error;
      await again({ method: "PATCH", route: Routes.channelMessage(channel.id, message), body });
    }
  }

  async function whisper(waiting: Waiting, body: { flags: number }): Promise<void> {
    const { application_id: app, token } = waiting.interaction;
    const route = Routes.webhookMessage(app, token, "@original");
    try {
      await again({ method: "DELETE", route, isAnonymous: true });
      const flags = body.flags | MessageFlags.Ephemeral;
      const said = { ...body, flags };
      await again({
        method: "POST",
        route: Routes.webhook(app, token),
        body: said,
        isAnonymous: true,
      });
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      await edit(waiting, body);
    }
  }

  /** No step of a job repeats a reply, so it is repeated here while Discord is out of breath. */
  async function again(call: Parameters<Api["call"]>[0]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await api.call(call);
        return;
      } catch (error) {
        if (codeOf(error) !== undefined || tries >= TRIES) throw error;
      }
    }
  }
}
