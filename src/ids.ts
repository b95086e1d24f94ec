import { randomBytes } from "node:crypto";

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const RANDOM_LETTERS = 6;

/**
 * A new id of 15 lower-case letters and digits: it sorts by the time it was made, and two made in
 * the same millisecond differ (31 random bits).
 */
export function newId(now: number): string {
  const random = Array.from(randomBytes(RANDOM_LETTERS), (byte) => LETTERS[byte % 36]).join("");
  return now.toString(36).padStart(9, "0") + random;
}
