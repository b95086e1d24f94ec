import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Signs what goes out and comes back through strangers' hands: links, callback addresses. */
export interface Signer {
  /** `purpose` keeps signatures of one kind from serving as another's. */
  sign(purpose: string, text: string): string;
  isSigned(purpose: string, text: string, signature: string): boolean;
}

export function createSigner(secret: string): Signer {
  const sign = (purpose: string, text: string) =>
    createHmac("sha256", secret).update(`${purpose}\0${text}`).digest("base64url");

  return {
    sign,
    isSigned(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

/** The operator's secret, else one that is made once and kept in `dataDir`, readable by us alone. */
export function readSecret(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined) return configured;
  const path = join(dataDir, "secret.key");
  const kept = existsSync(path) ? readFileSync(path, "utf8").trim() : "";
  // An empty one is what a crash has left: with it, anybody could sign.
  if (kept !== "") return kept;
  const made = randomBytes(32).toString("base64url");
  const part = `${path}.part`;
  writeFileSync(part, made, { mode: 0o600, flush: true });
  renameSync(part, path);
  return made;
}
