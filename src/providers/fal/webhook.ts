import { createHash, verify } from "node:crypto";
import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import { isFresh } from "../http.ts";
import { NAME } from "./failures.ts";
import type { SigningKeys } from "./signing-keys.ts";

const Event = z.looseObject({ request_id: z.string().min(1) });

/** Verifies a webhook and answers whose request it is about. Throws `ProviderError` of kind `auth`. */
export async function readWebhook(
  body: Uint8Array,
  headers: Headers,
  { keys, now }: { keys: SigningKeys; now: () => number },
): Promise<string | undefined> {
  const signed = ["request-id", "user-id", "timestamp"].map((name) => header(headers, name));
  const digest = createHash("sha256").update(body).digest("hex");
  const message = Buffer.from([...signed, digest].join("\n"));
  const signature = Buffer.from(header(headers, "signature"), "hex");

  const isGenuine =
    isFresh(header(headers, "timestamp"), now()) &&
    (await keys.some((key) => verify(undefined, message, key, signature)));
  if (!isGenuine) throw forged();
  const event = Event.safeParse(parsed(body));
  return event.success ? event.data.request_id : undefined;
}

function header(headers: Headers, name: string): string {
  const value = headers.get(`x-fal-webhook-${name}`);
  if (value === null) throw forged();
  return value;
}

function forged(): ProviderError {
  return new ProviderError(NAME, "auth", "This webhook is not signed by the provider.");
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
