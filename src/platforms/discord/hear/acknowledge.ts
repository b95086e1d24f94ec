import { InteractionResponseType, MessageFlags, Routes } from "discord.js";
import { z } from "zod";
import { codeOf } from "../failures.ts";
import type { Api } from "../line/api.ts";
import type { Interaction } from "./arriving.ts";
import { callback } from "./callback.ts";

const ALREADY_ACKNOWLEDGED = 40060;

const Answered = z.object({
  resource: z.object({ message: z.object({ id: z.string() }).optional() }).optional(),
});
const Original = z.object({ id: z.string() });

/**
 * Tells Discord that we have heard, and answers the id of the message that will hold our reply.
 * `undefined` when somebody else has acknowledged it. Throws `PlatformError` when Discord does not
 * know it any more: then nobody waits for us, and nothing must be begun.
 */
export async function acknowledge(
  interaction: Interaction,
  { api, isPrivate }: { api: Api; isPrivate: boolean },
): Promise<{ message: string } | undefined> {
  const { token, application_id: app } = interaction;
  const data = isPrivate ? { flags: MessageFlags.Ephemeral } : {};
  const body = { type: InteractionResponseType.DeferredChannelMessageWithSource, data };
  const send = () => api.call({ ...callback(interaction, body), query: { with_response: "true" } });

  try {
    return messageIn(await send());
  } catch (error) {
    const code = codeOf(error);
    if (code === ALREADY_ACKNOWLEDGED) return undefined;
    if (code !== undefined) throw error;
  }
  // No clear answer: once more, and then "already" means that the first one had arrived.
  try {
    return messageIn(await send());
  } catch (error) {
    if (codeOf(error) !== ALREADY_ACKNOWLEDGED) throw error;
    const route = Routes.webhookMessage(app, token, "@original");
    const original = await api.call({ method: "GET", route, isAnonymous: true });
    return { message: Original.parse(original).id };
  }
}

function messageIn(answer: unknown): { message: string } {
  const id = Answered.parse(answer).resource?.message?.id;
  if (id === undefined) throw new Error("Discord named no message for our reply");
  return { message: id };
}
