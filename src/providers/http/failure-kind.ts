import type { FailureKind } from "../../errors.ts";

/** Answers after which something may run all the same: a proxy gave up, or two calls met. */
const UNCLEAR_STATUSES = new Set([408, 409, 425, 499]);

const REFUSED = /moderation|content_policy|content_filter|sentinel_block|safety|policy_violation/;
/** The same in prose, for providers that have nothing but prose. */
const REFUSED_IN_WORDS =
  /moderat|content (?:policy|filter|checker)|safety|flagged|prohibited|policy violation|not allowed by/i;
const BILLING = /billing|insufficient_(?:quota|balance|credits?|funds)/;
const THROTTLED = /rate_limit|too_many_requests|overloaded/;
const INVALID = /^invalid|_not_found$|not_supported|unsupported/;

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

/** What a failure means that is told in prose only; nothing when it does not say. */
export function kindOfText(text: string | null | undefined): FailureKind | undefined {
  return text && REFUSED_IN_WORDS.test(text) ? "refused" : undefined;
}

export function kindOfStatus(status: number): FailureKind {
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

/** Whether a submission that was answered so may run all the same. */
export function isUnclearStatus(status: number): boolean {
  return status < 400 || status >= 500 || UNCLEAR_STATUSES.has(status);
}
