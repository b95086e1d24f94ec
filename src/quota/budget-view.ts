import { wordsFor } from "../words.ts";
import type { Account } from "./quota.ts";

/** How a budget stands, for a corner of the page. */
export function budgetView({ budget, used, reserved, left }: Account, locale: string) {
  const text = wordsFor(locale)("{{left, money}} of {{budget, money}} left", {
    left: Math.max(0, left),
    budget,
  });
  return { used, reserved, limit: budget, text };
}
