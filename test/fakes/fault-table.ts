import type { FailureKind } from "../../src/errors.ts";
import { PAGE } from "./faults.ts";
import type { Fault } from "./faults.ts";

/** What a fault must mean, whoever makes the video. A clip that meets it must fail in any case. */
export interface FaultRow {
  readonly name: string;
  /** At a time in epoch ms, for what names a date. */
  readonly fault: (now: number) => Fault;
  /** How a submit ends. Without it the fault does not make sense there. */
  readonly submit?: {
    readonly kinds: readonly FailureKind[];
    readonly mayHaveBegun: boolean;
    /** How long the provider asks to wait, in ms. */
    readonly retryAfter?: number;
  };
  /** How a poll ends: never in a state of the generation, because nobody knows it. */
  readonly poll?: { readonly kinds: readonly FailureKind[] };
}

const BUSY = { kinds: ["throttled"], mayHaveBegun: false } as const;
const LOST = { kinds: ["unavailable"], mayHaveBegun: true } as const;
const UNREAD = { kinds: ["unknown", "unavailable"], mayHaveBegun: true } as const;
const METADATA = "http://169.254.169.254/latest/meta-data";

/**
 * Everything that may happen on the way to any provider. What only one can say stands in its own
 * tests.
 */
export function faultTable(): readonly FaultRow[] {
  return [
    {
      ...answer("429 with Retry-After in seconds", 429, {}, { "retry-after": "5" }),
      submit: { ...BUSY, retryAfter: 5_000 },
      poll: BUSY,
    },
    {
      name: "429 with Retry-After as a date",
      fault: (now) => {
        // Dates have no ms.
        const date = new Date(Math.ceil(now / 1_000) * 1_000 + 5_000).toUTCString();
        return { kind: "status", status: 429, headers: { "retry-after": date } };
      },
      submit: BUSY,
      poll: BUSY,
    },
    {
      ...answer("429 with Retry-After in ms", 429, {}, { "retry-after-ms": "5000" }),
      submit: { ...BUSY, retryAfter: 5_000 },
      poll: BUSY,
    },
    ...[500, 502, 503].map((status) => ({
      ...answer(`${status} with HTML`, status, PAGE, { "content-type": "text/html" }),
      submit: LOST,
      poll: LOST,
    })),
    { ...broken("a reset", "reset", false), submit: LOST, poll: LOST },
    { ...broken("silence", "hang", false), submit: LOST, poll: LOST },
    { ...broken("a lost answer to what began", "reset"), submit: LOST },
    { ...broken("malformed JSON", "malformed"), submit: UNREAD, poll: UNREAD },
    { ...broken("a page instead of an answer", "html"), submit: UNREAD, poll: UNREAD },
    {
      ...answer("200 with an error inside", 200, { error: "Something broke." }),
      submit: UNREAD,
      poll: UNREAD,
    },
    { ...broken("an answer that breaks off", "truncate"), submit: UNREAD, poll: UNREAD },
    { ...broken("one byte now and then", "drip"), submit: LOST, poll: LOST },
    broken("another type", "wrong-type"),
    { ...broken("an empty answer", "empty"), submit: UNREAD, poll: UNREAD },
    { ...broken("an answer without an end", "endless"), submit: UNREAD, poll: UNREAD },
    { ...broken("a gzip bomb", "gzip-bomb"), submit: UNREAD, poll: UNREAD },
    { ...broken("a wrong length", "wrong-length"), submit: UNREAD, poll: UNREAD },
    {
      name: "a redirect to a private address",
      fault: () => ({ kind: "redirect", to: METADATA }),
      submit: UNREAD,
      poll: LOST,
    },
    {
      ...answer("a key that was changed", 401, { error: { message: "No such key." } }),
      submit: { kinds: ["auth"], mayHaveBegun: false },
      poll: { kinds: ["auth"] },
    },
  ];
}

function answer(
  name: string,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): FaultRow {
  return { name, fault: () => ({ kind: "status", status, body, headers }) };
}

/** The work is done, unless said otherwise, and the answer goes wrong. */
function broken(
  name: string,
  kind: Exclude<Fault["kind"], "status" | "redirect">,
  accepted = true,
): FaultRow {
  return { name, fault: () => ({ kind, accepted }) };
}
