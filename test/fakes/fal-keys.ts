import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** Signs webhooks as fal does, and publishes the keys for it; they can be changed. */
export function createFalKeys(now: () => number) {
  let pair = generateKeyPairSync("ed25519");

  return {
    rotate() {
      pair = generateKeyPairSync("ed25519");
    },
    published: () => ({ keys: [pair.publicKey.export({ format: "jwk" })] }),
    /** The headers of a webhook, signed at that time. */
    headersFor(body: Uint8Array, at = now()): Headers {
      const timestamp = String(Math.floor(at / 1_000));
      const digest = createHash("sha256").update(body).digest("hex");
      const message = ["hook-1", "user-1", timestamp, digest].join("\n");
      return new Headers({
        "x-fal-webhook-request-id": "hook-1",
        "x-fal-webhook-user-id": "user-1",
        "x-fal-webhook-timestamp": timestamp,
        "x-fal-webhook-signature": sign(undefined, Buffer.from(message), pair.privateKey).toString(
          "hex",
        ),
      });
    },
  };
}
