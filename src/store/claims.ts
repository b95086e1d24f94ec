import type { Database } from "./schema.ts";

/** Longer than anything is delivered again, and than a month's budget lasts, in ms. */
const HOLDS = 90 * 24 * 3_600_000;

/** Answers `true` the first time only, and only if the caller's transaction is written. */
export async function claimOnce(
  tx: Database,
  name: string,
  at: number,
  holds = HOLDS,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("kv")
    .values({ key: keyOf(name), value: String(at), expires_at: at + holds })
    .onConflict((row) => row.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Gives a claim back: what it stood for was not done after all. */
export async function unclaim(tx: Database, name: string): Promise<void> {
  await tx.deleteFrom("kv").where("key", "=", keyOf(name)).execute();
}

function keyOf(name: string): string {
  return `claim::${name}`;
}
