import { z } from "zod";
import { ProviderError } from "../../errors.ts";
import { isFresh, isSignedWith, parsedJson } from "../http.ts";
import type { Hint } from "../provider.ts";
import { NAME } from "./name.ts";

const Event = z.looseObject({
  type: z.string().startsWith("video.generation."),
  data: z.looseObject({ id: z.string() }),
});

/**
 * Verifies `t=<seconds>,v1=<hex>` over `<seconds>,<body>`. Without a secret only the address tells: one that
 * carries our signature is known to nobody else. Throws `ProviderError` (`auth`).
 */
export function readWebhook(
  body: Uint8Array,
  headers: Headers,
  { secret, now, isAddressed }: { secret: string | undefined; now: number; isAddressed: boolean },
): Hint {
  const text = new TextDecoder().decode(body);
  const parts = (headers.get("x-openrouter-signature") ?? "").split(",");
  const part = (name: string) =>
    parts
      .map((one) => one.trim())
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const [time, signature = ""] = [part("t"), part("v1")];
  const isGenuine =
    secret === undefined
      ? isAddressed
      : isFresh(time, now) && isSignedWith(secret, `${time},${text}`, signature);
  if (!isGenuine) {
    throw new ProviderError(NAME, "auth", "This webhook is not signed by the provider.");
  }
  const event = Event.safeParse(parsedJson(text));
  return { operations: event.success ? [{ video: event.data.data.id }] : [] };
}
