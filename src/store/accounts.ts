import { sql } from "kysely";
import type { AccountRow, Database } from "./schema.ts";

interface AccountKey {
  scope: string;
  period: string;
}

/** Makes the account of a period, unless it is there. Answers whether it was made now. */
export async function openAccount(
  tx: Database,
  { scope, period }: AccountKey,
  bound: number | null,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("accounts")
    .values({ scope, period, used: 0, reserved: 0, bound })
    .onConflict((row) => row.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function accountOf(
  tx: Database,
  { scope, period }: AccountKey,
): Promise<AccountRow | undefined> {
  return tx
    .selectFrom("accounts")
    .selectAll()
    .where("scope", "=", scope)
    .where("period", "=", period)
    .executeTakeFirst();
}

/** Sets `amount` aside if there is room for it. Answers `false`, and changes nothing, if there is not. */
export async function reserveIn(tx: Database, key: AccountKey, amount: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("accounts")
    .set((is) => ({ reserved: is("reserved", "+", amount) }))
    .where("scope", "=", key.scope)
    .where("period", "=", key.period)
    .$if(amount > 0, (query) =>
      query.where((is) =>
        is.or([
          is("bound", "is", null),
          is(sql<number>`used + reserved + ${amount}`, "<=", is.ref("bound")),
        ]),
      ),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Moves `settled` from reserved to used, and frees `released`. */
export async function settleIn(
  tx: Database,
  key: AccountKey,
  { settled, released }: { settled: number; released: number },
): Promise<void> {
  await tx
    .updateTable("accounts")
    .set((is) => ({
      used: is("used", "+", settled),
      reserved: is("reserved", "-", settled + released),
    }))
    .where("scope", "=", key.scope)
    .where("period", "=", key.period)
    .execute();
}

/** Corrects what is used, up or down; never below zero. */
export async function moveUsed(tx: Database, key: AccountKey, by: number): Promise<void> {
  await tx
    .updateTable("accounts")
    .set((is) => ({ used: is("used", "+", by) }))
    .where("scope", "=", key.scope)
    .where("period", "=", key.period)
    .execute();
}

/** What is set aside in all guilds together. */
export async function reservedInAll(tx: Database): Promise<number> {
  const { total } = await tx
    .selectFrom("accounts")
    .select((is) => is.fn.sum<number | string | null>("reserved").as("total"))
    .where("scope", "=", "global")
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}

/** Raises or lowers the bound of an account that has one. */
export async function moveBound(tx: Database, key: AccountKey, by: number): Promise<void> {
  await tx
    .updateTable("accounts")
    .set((is) => ({ bound: is("bound", "+", by) }))
    .where("scope", "=", key.scope)
    .where("period", "=", key.period)
    .execute();
}
