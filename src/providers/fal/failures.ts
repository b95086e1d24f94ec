import { ProviderError } from "../../errors.ts";
import { answerError, readSaid, sentenceFor } from "../http.ts";
import type { BadAnswer } from "../http.ts";

export const NAME = "fal";

/** An account without money is locked, and fal says so only in words. */
const EMPTY_ACCOUNT = /balance|user is locked/i;

/** A bad answer as our error. */
export function falError(answer: BadAnswer, now: () => number): ProviderError {
  const { message = "" } = readSaid(answer.body);
  if (answer.status === 403 && EMPTY_ACCOUNT.test(message)) {
    return new ProviderError(NAME, "billing", sentenceFor("billing"));
  }
  return answerError(NAME, answer, { now });
}
