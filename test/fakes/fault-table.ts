import type { FailureKind } from "../../src/errors.ts";
import { PAGE } from "./faults.ts";
import type { Fault } from "./faults.ts";

/** What a fault must mean, whoever makes the video. A clip that meets it must fail in any case. */
export interface FaultRow {
  readonly name: string;
  readonly fault: Fault;
  /** How a submit ends. Without it the fault does not make sense there. */
  readonly submit?: {
    readonly kinds: readonly FailureKind[];
    readonly mayHaveBegun: boolean;
    /** How long the provider asks to wait, in ms. */
    readonly retryAfter?: number;
  };
  /** How a poll ends: never in a state of the generation, because nobody knows it. */
  readonly poll?: { readonly kinds: readonly FailureKind[] };
  /** How a clip ends, where more is known than that it fails. */
  readonly content?: { readonly kinds: readonly FailureKind[] };
}

const status = (
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
  accepted = false,
): Fault => ({ kind: "status", status: code, body, headers, accepted });
const html = { "content-type": "text/html" };

const BUSY = { kinds: ["throttled"], mayHaveBegun: false } as const;
const LOST = { kinds: ["unavailable"], mayHaveBegun: true } as const;
const UNREAD = { kinds: ["unknown", "unavailable"], mayHaveBegun: true } as const;
const AGAIN = { kinds: ["unavailable"] } as const;
const NOT_READ = { kinds: ["unknown", "unavailable"] } as const;

/**
 * Everything that may happen on the way to any provider, at the time `now`. What only one provider
 * can say, such as a refusal, stands in its own tests.
 */
export function faultTable(now: number): readonly FaultRow[] {
  const inFive = new Date(now + 5_000).toUTCString();
  const wait = { ...BUSY, retryAfter: 5_000 };
  const throttled = { kinds: ["throttled"] } as const;
  return [
    {
      name: "429 with Retry-After in seconds",
      fault: status(429, {}, { "retry-after": "5" }),
      submit: wait,
      poll: throttled,
    },
    {
      name: "429 with Retry-After as a date",
      fault: status(429, {}, { "retry-after": inFive }),
      submit: wait,
      poll: throttled,
    },
    {
      name: "429 with Retry-After in ms",
      fault: status(429, {}, { "retry-after-ms": "5000" }),
      submit: wait,
      poll: throttled,
    },
    ...[500, 502, 503].map((code) => ({
      name: `${code} with HTML`,
      fault: status(code, PAGE, html),
      submit: LOST,
      poll: AGAIN,
    })),
    { name: "a reset", fault: { kind: "reset" }, submit: LOST, poll: AGAIN },
    { name: "silence", fault: { kind: "hang" }, submit: LOST, poll: AGAIN },
    {
      name: "work that began, and a lost answer",
      fault: { kind: "reset", accepted: true },
      submit: LOST,
    },
    {
      name: "malformed JSON",
      fault: { kind: "malformed", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "a page instead of an answer",
      fault: { kind: "html", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "200 with an error inside",
      fault: status(200, { error: "Something broke." }, {}, true),
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "an answer that breaks off",
      fault: { kind: "truncate", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "one byte now and then",
      fault: { kind: "drip", accepted: true },
      submit: LOST,
      poll: AGAIN,
    },
    { name: "another type", fault: { kind: "wrong-type", accepted: true } },
    {
      name: "an empty answer",
      fault: { kind: "empty", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "an answer without an end",
      fault: { kind: "endless", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "a redirect to a private address",
      fault: { kind: "redirect", to: "http://169.254.169.254/latest/meta-data" },
      submit: UNREAD,
      poll: AGAIN,
    },
    {
      name: "a gzip bomb",
      fault: { kind: "gzip-bomb", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    {
      name: "a wrong length",
      fault: { kind: "wrong-length", accepted: true },
      submit: UNREAD,
      poll: NOT_READ,
    },
    ...[404, 410].map((code) => ({
      name: `${code}: what was there is gone`,
      fault: status(code, { error: { message: "Not found.", code: "not_found" } }),
      content: { kinds: ["gone"] } as const,
    })),
    {
      name: "a key that was changed",
      fault: status(401, { error: { message: "Invalid key.", code: "invalid_api_key" } }),
      submit: { kinds: ["auth"], mayHaveBegun: false },
      poll: { kinds: ["auth"] },
    },
  ];
}
