import { DiscordAPIError, DiscordjsErrorCodes, HTTPError, RateLimitError } from "discord.js";
import { PlatformError } from "../../errors.ts";
import type { PlatformFailure } from "../../errors.ts";
import { reasonOf } from "./reasons.ts";

/** Nobody was reached at all. */
const UNSENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"];
const UPLOADS_LIMITED = 400_001;
/** A thread that is gone, locked or closed to us: its channel may not be. */
const CLOSED: readonly number[] = [10003, 10008, 50001, 50013, 160_005, 50083];

/** Discord's codes by what they mean for us; the reference calls them `RESTJSONErrorCodes`. */
const FAILURES: Readonly<Record<number, PlatformFailure>> = {
  10003: "gone", // unknown channel
  10004: "gone", // unknown guild
  10008: "gone", // unknown message
  10015: "gone", // unknown webhook
  10062: "gone", // unknown interaction
  20009: "forbidden", // explicit content
  20028: "unavailable", // rate limit of the channel
  20029: "unavailable", // rate limit of announcements
  30046: "unavailable", // too many edits of an old message
  40005: "too-large",
  40062: "unavailable", // rate limit of a resource
  40333: "unavailable", // Cloudflare
  50001: "forbidden", // missing access
  50007: "forbidden", // closed direct messages
  50013: "forbidden", // missing permissions
  50027: "gone", // the token of the interaction has expired
  50045: "too-large",
  50083: "forbidden", // thread archived
  50278: "forbidden",
  130_000: "unavailable", // overloaded
  160_005: "forbidden", // thread locked
  160_006: "forbidden", // too many threads
  200_000: "forbidden", // AutoMod
  200_001: "forbidden", // AutoMod, of a title
  240_000: "forbidden", // harmful link
  [UPLOADS_LIMITED]: "too-large", // in this guild, for a while
};

/**
 * Turns what the client throws into ours. What Discord calls a mistake of ours stays what it is: a
 * bug, and no retry mends it.
 */
export function toPlatformError(error: unknown): unknown {
  if (error instanceof PlatformError) return error;
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code);
    const failure = FAILURES[code] ?? failureOfStatus(error.status);
    if (failure === undefined) return error;
    const options = { cause: error, reason: reasonOf(code) };
    return new PlatformError(failure, `Discord: ${error.message}`, options);
  }
  if (error instanceof HTTPError) {
    const failure = error.status === 413 ? "too-large" : "unavailable";
    return new PlatformError(failure, `Discord answered ${error.status}`, { cause: error });
  }
  if (error instanceof RateLimitError) {
    return new PlatformError("unavailable", "Discord asks for a pause", { cause: error });
  }
  if (isNetworkError(error)) {
    return new PlatformError("unavailable", "Discord did not answer", { cause: error });
  }
  return error;
}

function failureOfStatus(status: number): PlatformFailure | undefined {
  if (status === 413) return "too-large";
  if (status === 401 || status === 429 || status >= 500) return "unavailable";
  if (status === 403) return "forbidden";
  if (status === 404) return "gone";
  return undefined;
}

function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "AbortError" || error.name === "TimeoutError") return true;
  return "code" in error && /^(?:UND_ERR|E[A-Z]{3,})/.test(String(error.code));
}

/** Whether a call may have been heard, although nothing came back. */
export function isAnswerLost(error: unknown): boolean {
  const cause = error instanceof PlatformError ? error.cause : undefined;
  if (!isNetworkError(cause)) return false;
  return !(cause instanceof Error && "code" in cause && UNSENT.includes(String(cause.code)));
}

/** Whether nothing can be said in that thread, while it may be in the channel around it. */
export function isClosed(error: unknown): boolean {
  return CLOSED.includes(codeOf(error) ?? 0);
}

/** Whether Discord does not know our token. */
export function isTokenLost(error: unknown): boolean {
  if (error instanceof PlatformError) return isTokenLost(error.cause);
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? error.code : undefined;
  const status = "status" in error ? error.status : undefined;
  return code === DiscordjsErrorCodes.TokenInvalid || status === 401;
}

/** Whether a file was refused for its size; a guild may also take none at all for a while. */
export function isTooLarge(error: unknown): boolean {
  const isRefused = error instanceof PlatformError && error.failure === "too-large";
  return isRefused && codeOf(error) !== UPLOADS_LIMITED;
}

/** Discord's own code of a refusal, also when it has been turned into ours. */
export function codeOf(error: unknown): number | undefined {
  if (error instanceof PlatformError) return codeOf(error.cause);
  return error instanceof DiscordAPIError ? Number(error.code) : undefined;
}
