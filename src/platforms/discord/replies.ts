import { MessageFlags, Routes } from "discord.js";
import { setTimeout as sleep } from "node:timers/promises";
import { PlatformError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import type { Message, Reply } from "../platform.ts";
import type { Api, ApiCall } from "./api.ts";
import { draw, pictureOf } from "./draw.ts";
import type { Naming } from "./draw.ts";
import { codeOf } from "./failures.ts";
import { formOf } from "./form.ts";
import type { Interaction } from "./interaction.ts";
import type { MessageRef } from "./refs.ts";

/** How long to wait before each further try, in ms; what comes later is of no use to anybody. */
const PAUSES: readonly number[] = [100, 500, 2_000, 8_000, 30_000];
/** The token of the interaction no longer works: its time is up, or Discord has mislaid it. */
const EXPIRED = [50027, 10015];
/** Discord may find an answer again that it has only just taken. */
const MISLAID = 10015;
const MISLAID_TRIES = 2;
const UNKNOWN_MESSAGE = 10008;

interface Waiting {
  readonly interaction: Interaction;
  /** The message that holds our reply. */
  readonly message: string;
  readonly isPrivate: boolean;
  /** The message whose button was pressed. */
  readonly pressed?: MessageRef | undefined;
}

/** A message as it is sent: a form where it has a file. */
type Sent = Pick<ApiCall, "body" | "form">;

/** Answers people. Never throws: a reply that cannot be shown is logged. */
export function createReplies({ api, named, log }: { api: Api; named: Naming; log: Logger }) {
  return async function reply(waiting: Waiting, said: Reply): Promise<void> {
    const { message, instead } = said;
    try {
      if (instead && waiting.pressed) await change(waiting.pressed, draw(instead, named));
      // A refusal is for one person alone, where everybody would see the answer.
      const isRefusal = message.tone === "bad" && !waiting.isPrivate;
      await (isRefusal
        ? whisper(waiting, draw(message, named))
        : edit(waiting, await sent(message)));
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

  async function sent(message: Message): Promise<Sent> {
    const [body, file] = [draw(message, named), pictureOf(message)];
    return file ? { form: await formOf(body, file) } : { body };
  }

  async function edit(waiting: Waiting, what: Sent): Promise<void> {
    const { interaction, message, isPrivate } = waiting;
    const { application_id: app, token, channel } = interaction;
    const original = Routes.webhookMessage(app, token, "@original");
    try {
      await again({ method: "PATCH", route: original, ...what, isAnonymous: true });
    } catch (error) {
      if (isPrivate || !EXPIRED.includes(codeOf(error) ?? 0)) throw error;
      const route = Routes.channelMessage(channel.id, message);
      await again({ method: "PATCH", route, ...what });
    }
  }

  async function whisper(waiting: Waiting, body: { flags: number }): Promise<void> {
    const { application_id: app, token } = waiting.interaction;
    const route = Routes.webhookMessage(app, token, "@original");
    try {
      // First of all: what is said to a deferred answer takes its place, for everybody to see.
      await again({ method: "DELETE", route, isAnonymous: true }).catch(unlessGone);
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
      await edit(waiting, { body });
    }
  }

  /** No step of a job repeats a reply, so it is repeated here while Discord is out of breath. */
  async function again(call: ApiCall): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await api.call(call);
        return;
      } catch (error) {
        const pause = PAUSES[tries];
        const mayPass = error instanceof PlatformError && error.failure === "unavailable";
        const isMislaid = codeOf(error) === MISLAID && tries < MISLAID_TRIES;
        if (pause === undefined || !(mayPass || isMislaid)) throw error;
        await sleep(pause, undefined, { ref: false });
      }
    }
  }
}

/** An earlier try had taken it away, and its answer was lost. */
function unlessGone(error: unknown): void {
  if (codeOf(error) !== UNKNOWN_MESSAGE) throw error;
}
