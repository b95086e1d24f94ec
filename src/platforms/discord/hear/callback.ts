import type { InteractionResponseType } from "discord.js";
import { Routes } from "discord.js";
import type { ApiCall } from "../line/api.ts";
import type { Interaction } from "./arriving.ts";

/** Discord waits 3 s for the first answer; what is not there by then is lost anyway. */
export const FIRST_ANSWER_TIMEOUT = 2_500;

/** The first answer to an interaction, as a call. */
export function callback(
  { id, token }: Pick<Interaction, "id" | "token">,
  body: { readonly type: InteractionResponseType; readonly data: object },
): ApiCall {
  const route = Routes.interactionCallback(id, token);
  return { method: "POST", route, body, isAnonymous: true, timeout: FIRST_ANSWER_TIMEOUT };
}
