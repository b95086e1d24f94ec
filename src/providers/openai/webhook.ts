import type OpenAI from "openai";
import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import type { Hint } from "../provider.ts";
import { NAME } from "./failures.ts";

const Event = z.looseObject({
  type: z.string().startsWith("video."),
  data: z.looseObject({ id: z.string() }),
});

/** Verifies a webhook and reads whose it is. Throws `ProviderError` (`auth`) when it is not theirs. */
export async function readWebhook(
  client: OpenAI,
  body: Uint8Array,
  headers: Headers,
): Promise<Hint> {
  const text = new TextDecoder().decode(body);
  const event = await client.webhooks.unwrap(text, headers).catch((error: unknown) => {
    throw new ProviderError(NAME, "auth", "This webhook is not signed by the provider.", {
      cause: error,
    });
  });
  const parsed = Event.safeParse(event);
  return { operations: parsed.success ? [{ video: parsed.data.data.id }] : [] };
}
