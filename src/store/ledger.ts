import { newId } from "../ids.ts";
import type { Database, LedgerRow } from "./schema.ts";

export type NewEntry = Omit<LedgerRow, "id">;

/** Appends an entry. Answers `false` when the job already has one of that kind, and writes nothing. */
export async function appendEntry(tx: Database, entry: NewEntry): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("ledger")
    .values({ id: newId(entry.at), ...entry })
    .onConflict((row) => row.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function entriesOfJob(tx: Database, job: string): Promise<LedgerRow[]> {
  return tx.selectFrom("ledger").selectAll().where("job", "=", job).orderBy("id").execute();
}

/**
 * The latest entries of a guild that have moved money, newest first, each with its job as JSON where
 * that is still known.
 */
export async function paidEntriesOfGuild(
  tx: Database,
  guild: string,
  limit: number,
): Promise<(LedgerRow & { readonly data: string | null })[]> {
  return tx
    .selectFrom("ledger")
    .leftJoin("jobs", "jobs.id", "ledger.job")
    .selectAll("ledger")
    .select("jobs.data")
    .where("ledger.guild", "=", guild)
    .where("ledger.amount", "!=", 0)
    .orderBy("ledger.at", "desc")
    .orderBy("ledger.id", "desc")
    .limit(limit)
    .execute();
}

/** How many entries are read at once. */
const AT_ONCE = 500;

/** The entries of a guild, newest first; only those of one month where `period` is given. */
export async function* entriesNewestFirst(
  db: Database,
  { guild, period }: { guild: string; period: string | undefined },
): AsyncIterable<LedgerRow> {
  let last: LedgerRow | undefined;
  for (;;) {
    const { at = Infinity, id = "" } = last ?? {};
    const rows = await db
      .selectFrom("ledger")
      .selectAll()
      .where("guild", "=", guild)
      .$if(period !== undefined, (query) => query.where("period", "=", period ?? ""))
      .$if(last !== undefined, (query) =>
        query.where((is) =>
          is.or([is("at", "<", at), is.and([is("at", "=", at), is("id", "<", id)])]),
        ),
      )
      .orderBy("at", "desc")
      .orderBy("id", "desc")
      .limit(AT_ONCE)
      .execute();
    yield* rows;
    last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
  }
}

/** The month's budget of a guild, as its entries say; extra grants do not count. */
export async function budgetGrantedIn(
  tx: Database,
  guild: string,
  period: string,
): Promise<number> {
  const { total } = await tx
    .selectFrom("ledger")
    .select((is) => is.fn.sum<number | string | null>("amount").as("total"))
    .where("guild", "=", guild)
    .where("period", "=", period)
    .where("note", "=", "budget")
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}
