import type { Store } from "../../src/store/store.ts";
import type { AccountRow, LedgerRow } from "../../src/store/schema.ts";
import { GLOBAL, personScope } from "../../src/quota/book.ts";

type Sums = Pick<AccountRow, "used" | "reserved">;

/**
 * Sums every account again from the raw entries of the ledger, and every job's entries. Answers what
 * does not agree, in words; nothing when all is well.
 */
export async function auditLedger({ db }: Store): Promise<string[]> {
  const entries = await db.selectFrom("ledger").selectAll().execute();
  const accounts = await db.selectFrom("accounts").selectAll().execute();
  const jobs = await db.selectFrom("jobs").select(["id", "state"]).execute();
  const closed = jobs.filter(({ state }) => state === "closed").map(({ id }) => id);
  return [
    ...accounts.flatMap((account) => driftOf(account, entries)),
    ...closed.flatMap((job) =>
      openEnds(
        job,
        entries.filter((entry) => entry.job === job),
      ),
    ),
  ];
}

function driftOf(account: AccountRow, entries: readonly LedgerRow[]): string[] {
  const { scope, period } = account;
  const own = entries.filter((entry) => belongsTo(entry, account));
  const { used, reserved } = sumsOf(own);
  const named = (what: string) => `${scope} ${period}: ${what}`;
  const drift: string[] = [];
  if (account.used !== used) drift.push(named(`used ${account.used}, by its entries ${used}`));
  if (account.reserved !== reserved) {
    drift.push(named(`reserved ${account.reserved}, by its entries ${reserved}`));
  }
  const granted = total(own, "grant");
  const isGuild = scope !== GLOBAL && !scope.includes("/");
  if (isGuild && account.bound !== granted) {
    drift.push(named(`bound ${account.bound}, by its entries ${granted}`));
  }
  return drift;
}

function belongsTo(entry: LedgerRow, { scope, period }: AccountRow): boolean {
  if (scope === GLOBAL) return entry.global_period === period;
  if (entry.period !== period) return false;
  return scope === entry.guild || scope === personScope(entry.guild, entry.person ?? "");
}

function sumsOf(entries: readonly LedgerRow[]): Sums {
  const settled = total(entries, "settle");
  return {
    used: settled - total(entries, "adjust"),
    reserved: total(entries, "reserve") - settled - total(entries, "release"),
  };
}

function total(entries: readonly LedgerRow[], kind: string): number {
  return entries
    .filter((entry) => entry.kind === kind)
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** A closed job has reserved once, and settled or released all of it. */
function openEnds(job: string, entries: readonly LedgerRow[]): string[] {
  const reserves = entries.filter(({ kind }) => kind === "reserve").length;
  const settles = entries.filter(({ kind }) => kind === "settle").length;
  const { reserved } = sumsOf(entries);
  const ends: string[] = [];
  // A price that nobody said yes to has reserved nothing.
  if (reserves > 1) ends.push(`${job}: reserved ${reserves} times`);
  if (settles > 1) ends.push(`${job}: settled ${settles} times`);
  if (reserved !== 0) ends.push(`${job}: ${reserved} micros never closed`);
  return ends;
}
