import type { Database } from "./schema.ts";

/** Answers `true` the first time only, and only if the caller's transaction is written. */
export async function claimOnce(tx: Database, name: string, at: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("kv")
    .values({ key: `claim::${name}`, value: String(at), expires_at: null })
    .onConflict((row) => row.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
