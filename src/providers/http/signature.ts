import { createHmac, timingSafeEqual } from "node:crypto";

/** How old a signed webhook may be, in ms. */
const TOLERANCE = 5 * 60_000;

/** Whether `signature` is the HMAC-SHA256 of `text` in hexadecimal, by a secret that we share. */
export function isSignedWith(secret: string, text: string, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(text).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether a webhook was signed just now, by its own time in epoch seconds: an old one is a replay. */
export function isFresh(seconds: string | undefined, now: number): boolean {
  return Math.abs(now - Number(seconds ?? Number.NaN) * 1_000) <= TOLERANCE;
}
