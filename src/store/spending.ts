import type { Database } from "./schema.ts";

/** How many entries are read at once: a month of a large server is read in pieces. */
const AT_ONCE = 500;

/** What somebody's job has cost, or had given back, with the job as JSON where it is still known. */
export interface SpendingRow {
  readonly id: string;
  readonly kind: string;
  readonly amount: number;
  readonly person: string | null;
  readonly at: number;
  readonly data: string | null;
}

/** What was spent in a guild from one moment up to another, in no order. */
export async function* spendingIn(
  db: Database,
  { guild, from, to }: { guild: string; from: number; to: number },
): AsyncIterable<SpendingRow> {
  let after = "";
  for (;;) {
    const rows = await db
      .selectFrom("ledger")
      .leftJoin("jobs", "jobs.id", "ledger.job")
      .select(["ledger.id", "ledger.kind", "ledger.amount", "ledger.person", "ledger.at"])
      .select("jobs.data")
      .where("ledger.guild", "=", guild)
      .where("ledger.kind", "in", ["settle", "adjust"])
      .where("ledger.at", ">=", from)
      .where("ledger.at", "<", to)
      .where("ledger.id", ">", after)
      .orderBy("ledger.id")
      .limit(AT_ONCE)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.id;
  }
}
