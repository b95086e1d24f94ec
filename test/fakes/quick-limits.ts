import type { CallLimits } from "../../src/providers/http.ts";
import type { Fault } from "./faults.ts";

const QUICK = { connect: 1_000, stall: 300, total: 800, maxBytes: 2 ** 20 };
/** Limits that a test can meet. */
export const QUICK_LIMITS: CallLimits = { ask: QUICK, submit: QUICK, download: QUICK };

/** Faults that only a limit ends. */
const ENDLESS = new Set<Fault["kind"]>(["hang", "drip", "endless", "gzip-bomb", "wrong-length"]);

/** The limits for a fault: quick ones only where they are to be met, because a busy machine meets them too. */
export function limitsFor({ kind }: Fault): CallLimits | undefined {
  return ENDLESS.has(kind) ? QUICK_LIMITS : undefined;
}
