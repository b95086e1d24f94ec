import { createPublicKey } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { unreadableError } from "../http.ts";
import type { JsonApi } from "../http.ts";
import { NAME } from "./failures.ts";

const PATIENCE = 10_000;
/** For how long keys may be kept, in ms, and how often a signature that fits none asks for new ones. */
const LONGEST = 24 * 3_600_000;
const BETWEEN_ASKS = 60_000;

const Key = z.looseObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() });
const KeySet = z.looseObject({ keys: z.array(z.unknown()) });

/** The keys with which fal signs its webhooks, as it publishes them. */
export interface SigningKeys {
  /** Whether one of them fits. Those that are kept come first; new ones are asked for when none does. */
  some(fits: (key: KeyObject) => boolean): Promise<boolean>;
}

export function createSigningKeys(rest: JsonApi, now: () => number): SigningKeys {
  let kept: readonly KeyObject[] = [];
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<readonly KeyObject[]> {
    askedAt = now();
    const answer = await rest.get("/.well-known/jwks.json", AbortSignal.timeout(PATIENCE));
    const parsed = KeySet.safeParse(answer);
    if (!parsed.success) throw unreadableError(NAME, answer);
    kept = parsed.data.keys.flatMap((one) => {
      const key = Key.safeParse(one);
      return key.success ? [createPublicKey({ key: key.data, format: "jwk" })] : [];
    });
    return kept;
  }

  return {
    async some(fits) {
      const age = now() - askedAt;
      if (age < LONGEST && kept.some(fits)) return true;
      return age >= BETWEEN_ASKS && (await ask()).some(fits);
    },
  };
}
