import { formatMoney, micros } from "../money.ts";
import type { Account } from "./quota.ts";

/** How a budget stands, for a corner of the page. */
export function budgetView({ budget, used, reserved, left }: Account) {
  const text = `${formatMoney(micros(Math.max(0, left)))} of ${formatMoney(budget)} left`;
  return { used, reserved, limit: budget, text };
}
