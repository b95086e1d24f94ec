import { APIConnectionError, APIError, APIUserAbortError, NotFoundError } from "openai";
import { ProviderError, UserError } from "../../errors.ts";
import { answerError, networkErrorIn, sentenceFor, silenceError } from "../http.ts";

export const NAME = "openai";

/** The one place where errors of the SDK, the network and the server become ours. */
export function toProviderError(error: unknown, now: () => number): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof UserError) {
    const options = { cause: error, mayHaveBegun: false };
    return new ProviderError(NAME, "invalid", error.message, options);
  }
  const network = networkErrorIn(error);
  if (network) return silenceError(NAME, network, error);
  if (!(error instanceof APIError) || error.status === undefined) {
    const isSilence = error instanceof APIConnectionError || error instanceof APIUserAbortError;
    const kind = isSilence ? "unavailable" : "unknown";
    return new ProviderError(NAME, kind, sentenceFor(kind), { cause: error });
  }
  const { status, headers, error: body } = error;
  return answerError(NAME, { status, headers, body }, { now, cause: error });
}

/** Whether the server itself says that it does not have this, and not something in front of it. */
export function isMissing(error: unknown): boolean {
  return error instanceof NotFoundError && error.error !== undefined;
}
