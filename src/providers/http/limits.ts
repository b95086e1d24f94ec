import { LARGEST_CLIP } from "../../media/clip.ts";
import type { HttpLimits } from "./exchange.ts";

const MIB = 2 ** 20;
const MINUTE = 60_000;

/** What each kind of call may take. */
export interface CallLimits {
  readonly ask: HttpLimits;
  /** Some servers answer a submission only when they have read the picture and warmed up. */
  readonly submit: HttpLimits;
  readonly download: HttpLimits;
}

export const LIMITS: CallLimits = {
  ask: { connect: 10_000, stall: 20_000, total: 30_000, maxBytes: 16 * MIB },
  submit: { connect: 10_000, stall: 2 * MINUTE, total: 3 * MINUTE, maxBytes: 4 * MIB },
  // The clips folder's own bound is met first: it says what is wrong.
  download: { connect: 10_000, stall: 30_000, total: 15 * MINUTE, maxBytes: 2 * LARGEST_CLIP },
};
