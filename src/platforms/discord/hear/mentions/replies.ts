import { PermissionFlagsBits, Routes } from "discord.js";
import type { Logger } from "../../../../log.ts";
import type { Reply } from "../../../platform.ts";
import type { Api } from "../../line/api.ts";
import { patiently } from "../../line/patience.ts";
import { draw, attachedTo } from "../../show/draw.ts";
import { contentOf } from "../../show/multipart.ts";
import type { Naming } from "../../show/texts.ts";

/** The message that is answered. */
interface Answered {
  readonly id: string;
  readonly channel: string;
  /** What we may do there. */
  readonly allowed: bigint;
}

interface MentionRepliesDeps {
  readonly api: Api;
  readonly named: Naming;
  readonly log: Logger;
}

/**
 * Answers a message with one of ours, once. It never throws: an answer that cannot be shown is
 * logged. Discord shows no message to one person alone unless they have used a command, so everybody
 * sees it; of a job they see the job's own messages instead.
 */
export function createMentionReplies({ api, named, log }: MentionRepliesDeps) {
  return async function reply(to: Answered, { message, job }: Reply): Promise<void> {
    if (job !== undefined && message.tone !== "bad") return;
    const { id, channel, allowed } = to;
    // Without a look at what was said before, a message cannot answer another.
    const canPoint = (allowed & PermissionFlagsBits.ReadMessageHistory) !== 0n;
    const points = { message_reference: { message_id: id, fail_if_not_exists: false } };
    const body = {
      ...draw(message, named),
      ...(canPoint ? points : {}),
      nonce: `r${id}`,
      enforce_nonce: true,
    };
    const file = attachedTo(message);
    const route = Routes.channelMessages(channel);
    try {
      await patiently(api, { method: "POST", route, ...(await contentOf(body, file)) });
    } catch (error) {
      log.warn({ err: error, channel }, "an answer to a message could not be shown");
    }
  };
}
export type MentionReplies = ReturnType<typeof createMentionReplies>;
