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

/** The latest entries of a guild, newest first. */
export async function entriesOfGuild(
  tx: Database,
  guild: string,
  limit: number,
): Promise<LedgerRow[]> {
  return tx
    .selectFrom("ledger")
    .selectAll()
    .where("guild", "=", guild)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
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
