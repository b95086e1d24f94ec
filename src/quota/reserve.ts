import { UserError } from "../errors.ts";
import type { Micros } from "../money.ts";
import { NOTHING } from "../money.ts";
import { accountOf, openAccount, reserveIn } from "../store/accounts.ts";
import type { Database } from "../store/store.ts";
import { append, GLOBAL, openGuild, personScope } from "./book.ts";
import { renewalOf } from "./period.ts";
import type { Bounds, Terms } from "./terms.ts";

/** Who asks for money, and how much. */
export interface Claim {
  readonly job: string;
  readonly guild: string;
  readonly person: string;
  readonly amount: Micros;
}

/** A budget has no room; nothing was reserved. */
class QuotaExceeded extends UserError {
  override readonly name = "QuotaExceeded";
}

/**
 * Sets a job's money aside in every account that bounds it, once per job. Throws `QuotaExceeded`
 * when one has no room: the caller's transaction must then fail as a whole. Accounts are locked in
 * the order global, guild, person, so that two claims never wait for each other.
 */
export async function reserve(
  tx: Database,
  claim: Claim,
  terms: Terms,
  bounds: Bounds,
): Promise<void> {
  const { job, guild, person, amount } = claim;
  const isFirst = await append(tx, guild, terms, { kind: "reserve", amount, job, person });
  if (!isFirst) return;

  const everyone = { scope: GLOBAL, period: terms.globalPeriod };
  await openAccount(tx, everyone, null);
  await reserveIn(tx, everyone, amount);
  const { globalBudget } = bounds;
  const isBeyond = globalBudget !== undefined && (await leftIn(tx, everyone, globalBudget)) < 0;
  if (isBeyond && amount > NOTHING) {
    throw new QuotaExceeded(
      "This bot's own budget for the month is used up. Free drafts still work; its operator can raise GLOBAL_BUDGET_USD.",
    );
  }

  await openGuild(tx, guild, terms);
  const ours = { scope: guild, period: terms.period };
  if (!(await reserveIn(tx, ours, amount))) {
    const left = await leftIn(tx, ours, undefined);
    throw new QuotaExceeded(
      "This costs {{price, money}} and {{left, money}} of the shared budget is left; it renews on {{renewsAt, day}}. A shorter clip or a cheaper model may fit, and drafts are free.",
      { price: amount, left: Math.max(0, left), renewsAt: renewalOf(terms.period) },
    );
  }

  const alone = { scope: personScope(guild, person), period: terms.period };
  await openAccount(tx, alone, null);
  await reserveIn(tx, alone, amount);
  const left = await leftIn(tx, alone, terms.personCap);
  if (terms.personCap !== undefined && amount > NOTHING && left < 0) {
    throw new QuotaExceeded(
      "This costs {{price, money}} and {{left, money}} of your own {{cap, money}} for this month is left; it renews on {{renewsAt, day}}. Drafts are free.",
      {
        price: amount,
        left: Math.max(0, left + amount),
        cap: terms.personCap,
        renewsAt: renewalOf(terms.period),
      },
    );
  }
}

/** What is left under the account's own bound, or under `bound`. */
async function leftIn(
  tx: Database,
  key: { scope: string; period: string },
  bound: Micros | undefined,
): Promise<number> {
  const row = await accountOf(tx, key);
  return (bound ?? row?.bound ?? 0) - (row?.used ?? 0) - (row?.reserved ?? 0);
}
