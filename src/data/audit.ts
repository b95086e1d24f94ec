import type { Database } from "../store/store.ts";

/** What an entry of each kind adds to what its accounts say is used, and is reserved. */
const EFFECTS: Readonly<Record<string, { used: number; reserved: number }>> = {
  reserve: { used: 0, reserved: 1 },
  settle: { used: 1, reserved: -1 },
  release: { used: 0, reserved: -1 },
  adjust: { used: -1, reserved: 0 },
};

/**
 * Sums all entries of the ledger anew, and answers with an account that says otherwise, as
 * `discord:123 in 2026-11`; `undefined` when all of them agree to the micro-dollar.
 */
export async function driftOf(tx: Database): Promise<string | undefined> {
  const sums = await sumsOf(tx);
  const accounts = await tx.selectFrom("accounts").selectAll().execute();
  for (const { scope, period, used, reserved } of accounts) {
    const name = `${scope} in ${period}`;
    const sum = sums.get(name) ?? { used: 0, reserved: 0 };
    sums.delete(name);
    if (sum.used !== used || sum.reserved !== reserved) return name;
  }
  return sums.keys().next().value;
}

async function sumsOf(tx: Database) {
  const groups = await tx
    .selectFrom("ledger")
    .select(["guild", "person", "period", "global_period", "kind"])
    .select((is) => is.fn.sum<number | string>("amount").as("amount"))
    .where("kind", "<>", "grant")
    .groupBy(["guild", "person", "period", "global_period", "kind"])
    .execute();
  const sums = new Map<string, { used: number; reserved: number }>();
  for (const { guild, person, period, global_period: globalPeriod, kind, amount } of groups) {
    const effect = EFFECTS[kind] ?? { used: 0, reserved: 0 };
    const names = [
      `global in ${globalPeriod}`,
      `${guild} in ${period}`,
      `${guild}/${person ?? ""} in ${period}`,
    ];
    for (const name of names) {
      const { used, reserved } = sums.get(name) ?? { used: 0, reserved: 0 };
      sums.set(name, {
        used: used + effect.used * Number(amount),
        reserved: reserved + effect.reserved * Number(amount),
      });
    }
  }
  return sums;
}
