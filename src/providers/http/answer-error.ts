import { ProviderError, unreachable } from "../../errors.ts";
import type { FailureKind } from "../../errors.ts";
import { isUnclearStatus, kindOfCode, kindOfStatus } from "./failure-kind.ts";
import type { NetworkError } from "./network-error.ts";
import { retryAfter } from "./retry-after.ts";
import { oneLine, readSaid } from "./said.ts";
import type { Said } from "./said.ts";

/** An answer that is no success. */
export interface BadAnswer {
  readonly status: number;
  readonly headers: Headers | undefined;
  /** What it says as JSON; nothing where it is something else. */
  readonly body: unknown;
}

export interface Reading {
  readonly now: () => number;
  /** What a status means to this provider, where it is not the usual: always a clear no. */
  readonly statuses?: Readonly<Record<number, FailureKind>> | undefined;
  readonly cause?: unknown;
}

/** What an answer with a bad status means, and whether something may have begun all the same. */
export function answerError(provider: string, answer: BadAnswer, reading: Reading): ProviderError {
  const { status, headers } = answer;
  const said = readSaid(answer.body);
  const isKnown = status !== 404 || isMissing(answer);
  const kind = isKnown ? kindOfAnswer(status, said, reading.statuses) : "unavailable";
  return new ProviderError(provider, kind, sentenceFor(kind, said.message), {
    cause: reading.cause,
    // What a provider means by a status, it means as a clear no.
    mayHaveBegun: reading.statuses?.[status] === undefined && isUnclearStatus(status),
    retryAfter: retryAfter(headers, reading.now),
  });
}

/** No whole answer came. */
export function silenceError(provider: string, silence: NetworkError, cause: unknown = silence) {
  const message = `No answer from the provider: ${silence.message}.`;
  return new ProviderError(provider, "unavailable", message, {
    cause,
    mayHaveBegun: silence.sent,
  });
}

/** A good status with something else than was asked for. An error in it is believed where it is a clear no. */
export function unreadableError(provider: string, body?: unknown): ProviderError {
  const { code, type, message } = readSaid(body);
  const kind = kindOfCode(code) ?? kindOfCode(type) ?? "unknown";
  return new ProviderError(provider, kind, sentenceFor(kind, message));
}

/** A call that was given up before anything was sent. */
export function unsentError(provider: string): ProviderError {
  const options = { mayHaveBegun: false };
  return new ProviderError(
    provider,
    "unavailable",
    "The call was given up before it began.",
    options,
  );
}

/**
 * Whether the server itself says that it does not have this. A 404 that is no JSON comes from
 * something in front of it, such as a gateway that is starting again, and tells nothing.
 */
export function isMissing({ status, body }: Pick<BadAnswer, "status" | "body">): boolean {
  return status === 404 && body !== undefined;
}

/** A code is believed where it says more than the status: a 400 may be about rules or money. */
function kindOfAnswer(
  status: number,
  { code, type }: Said,
  statuses: Reading["statuses"],
): FailureKind {
  const kind = statuses?.[status] ?? kindOfStatus(status);
  if (kind === "unavailable" || kind === "unknown") return kind;
  const told = kindOfCode(code) ?? kindOfCode(type);
  return told === "refused" || told === "billing" ? told : kind;
}

/** What a failure means in words. The server's own are shown where they help the person. */
export function sentenceFor(kind: FailureKind, message = ""): string {
  const reason = oneLine(message);
  switch (kind) {
    case "refused":
      return reason || "The provider refuses this prompt.";
    case "invalid":
      return reason || "The provider cannot film this as it is.";
    // What it says about keys and accounts is nobody's business in a thread.
    case "auth":
      return "The provider does not accept this bot's key.";
    case "billing":
      return "This bot's account at the provider is empty.";
    case "throttled":
      return "The provider is too busy.";
    case "gone":
      return "The provider no longer has this.";
    case "unavailable":
      return "The provider has a problem.";
    case "unknown":
      return "The provider's answer cannot be read.";
    default:
      return unreachable(kind);
  }
}
