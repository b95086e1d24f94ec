import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import { isFresh, isSignedWith, parsedJson } from "../http.ts";
import type { Hint } from "../provider.ts";
import { NAME } from "./name.ts";

/** What has ended, under the name that predictions give it, or workflows. */
const Event = z.union([
  z.looseObject({ exec_id: z.string().min(1) }).transform(({ exec_id: id }) => id),
  z.looseObject({ execution_id: z.string().min(1) }).transform(({ execution_id: id }) => id),
]);

/**
 * Verifies `sha256=<hex>` over `<seconds>.<body>`. Without a secret only the address tells: one that
 * carries our signature is known to nobody else. Throws `ProviderError` (`auth`).
 */
export function readWebhook(
  body: Uint8Array,
  headers: Headers,
  { secret, now, isAddressed }: { secret: string | undefined; now: number; isAddressed: boolean },
): Hint {
  const text = new TextDecoder().decode(body);
  const time = headers.get("x-webhook-timestamp") ?? undefined;
  const signature = (headers.get("x-webhook-signature") ?? "").replace(/^sha256=/, "");
  const isGenuine =
    secret === undefined
      ? isAddressed
      : isFresh(time, now) && isSignedWith(secret, `${time}.${text}`, signature);
  if (!isGenuine) {
    throw new ProviderError(NAME, "auth", "This webhook is not signed by the provider.");
  }
  const event = Event.safeParse(parsedJson(text));
  return { operations: event.success ? [{ prediction: event.data }] : [] };
}
