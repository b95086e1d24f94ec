import { APIConnectionError, APIError, APIUserAbortError, NotFoundError } from "openai";
import { z } from "zod";
import { ProviderError, unreachable, UserError } from "../../errors.ts";
import type { FailureKind } from "../../errors.ts";
import { networkErrorIn, retryAfter } from "../http.ts";

export const NAME = "openai";

const LONGEST_REASON = 300;

/** Answers after which something may run all the same: a proxy gave up, or two calls met. */
const UNCLEAR_STATUSES = new Set([408, 409, 425, 499]);

const REFUSED = /moderation|content_policy|content_filter|sentinel_block|safety|policy_violation/;
const BILLING = /billing|insufficient_(?:quota|balance|credits?|funds)/;
const THROTTLED = /rate_limit|too_many_requests|overloaded/;
const INVALID = /^invalid|_not_found$|not_supported|unsupported/;

const Code = z.union([z.string(), z.number()]).nullish().catch(undefined);
const Detail = z.looseObject({ code: Code, type: Code, message: z.string().optional().catch("") });
const ErrorBody = z.union([
  z.looseObject({ error: Detail }).transform(({ error }) => error),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ message: error })),
  z.looseObject({ detail: z.string() }).transform(({ detail }) => ({ message: detail })),
  z
    .looseObject({ detail: z.array(z.looseObject({ msg: z.string() })) })
    .transform(({ detail }) => ({ message: detail.map(({ msg }) => msg).join("; ") })),
  Detail,
]);

/** The one place where errors of the SDK, the network and the server become ours. */
export function toProviderError(error: unknown, now: () => number): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof UserError) {
    const options = { cause: error, mayHaveBegun: false };
    return new ProviderError(NAME, "invalid", error.message, options);
  }
  const network = networkErrorIn(error);
  if (network) {
    return new ProviderError(
      NAME,
      "unavailable",
      `No answer from the provider: ${network.message}.`,
      {
        cause: error,
        mayHaveBegun: network.sent,
      },
    );
  }
  if (!(error instanceof APIError) || error.status === undefined) {
    const isSilence = error instanceof APIConnectionError || error instanceof APIUserAbortError;
    const kind = isSilence ? "unavailable" : "unknown";
    const options = { cause: error, mayHaveBegun: true };
    return new ProviderError(NAME, kind, sentenceFor(kind), options);
  }
  const { status, headers } = error;
  const said = readError(error.error);
  const kind = isMissing(error) || status !== 404 ? kindOfAnswer(status, said) : "unavailable";
  return new ProviderError(NAME, kind, sentenceFor(kind, said.message), {
    cause: error,
    mayHaveBegun: status < 400 || status >= 500 || UNCLEAR_STATUSES.has(status),
    retryAfter: retryAfter(headers, now),
  });
}

/**
 * Whether the server itself says that it does not have this. A 404 that is no JSON comes from
 * something in front of it, such as a gateway that is starting again, and tells nothing.
 */
export function isMissing(error: unknown): boolean {
  return error instanceof NotFoundError && error.error !== undefined;
}

/** What a machine-readable code means: a word, an HTTP status, or nothing that we know. */
export function kindOfCode(code: string | number | null | undefined): FailureKind | undefined {
  if (typeof code === "number") return code >= 400 ? kindOfStatus(code) : undefined;
  const word = code?.toLowerCase() ?? "";
  if (/^[45]\d\d$/.test(word)) return kindOfStatus(Number(word));
  if (REFUSED.test(word)) return "refused";
  if (BILLING.test(word)) return "billing";
  if (THROTTLED.test(word)) return "throttled";
  if (/^(?:server|internal)_error$/.test(word)) return "unavailable";
  return INVALID.test(word) ? "invalid" : undefined;
}

/** A server's text, fit to be shown: one line, bounded. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST_REASON ? `${line.slice(0, LONGEST_REASON - 1)}…` : line;
}

interface Said {
  readonly code?: string | number | null | undefined;
  readonly type?: string | number | null | undefined;
  readonly message?: string | undefined;
}

function readError(body: unknown): Said {
  const parsed = ErrorBody.safeParse(body);
  return parsed.success ? parsed.data : {};
}

/** A code is believed where it says more than the status: a 400 may be about rules or money. */
function kindOfAnswer(status: number, { code, type }: Said): FailureKind {
  const kind = kindOfStatus(status);
  if (kind === "unavailable" || kind === "unknown") return kind;
  const told = kindOfCode(code) ?? kindOfCode(type);
  return told === "refused" || told === "billing" ? told : kind;
}

function kindOfStatus(status: number): FailureKind {
  if (status >= 500 || UNCLEAR_STATUSES.has(status)) return "unavailable";
  switch (status) {
    case 401:
    case 403:
      return "auth";
    case 402:
      return "billing";
    case 404:
    case 410:
      return "gone";
    case 429:
      return "throttled";
    default:
      return status >= 400 ? "invalid" : "unknown";
  }
}

function sentenceFor(kind: FailureKind, message = ""): string {
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
