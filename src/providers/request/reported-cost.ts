import { dollars } from "../../money.ts";
import type { Micros } from "../../money.ts";

/** No film costs as much, in dollars: who says so has not understood the question. */
const ABSURD = 1_000_000;

/** What a provider says that a film has cost; nothing where it does not say, or talks nonsense. */
export function reportedCost(usd: number | null | undefined): Micros | undefined {
  if (typeof usd !== "number" || !(usd >= 0 && usd < ABSURD)) return undefined;
  return dollars(usd);
}
