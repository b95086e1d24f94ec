import { z } from "zod";
import { parsedJson } from "../http.ts";
import type { Hint } from "../provider.ts";

const Event = z.looseObject({ id: z.string().min(1), status: z.string() });

/**
 * MuAPI signs nothing, so nothing that it says here is believed: whoever knows the id of a generation
 * may make it be looked at, and the look is what counts.
 */
export function readWebhook(body: Uint8Array): Hint {
  const event = Event.safeParse(parsedJson(new TextDecoder().decode(body)));
  return { operations: event.success ? [{ request: event.data.id }] : [] };
}
