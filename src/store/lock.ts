import { PostgresAdapter, sql } from "kysely";
import type { Database } from "./schema.ts";

/**
 * Lets one transaction at a time work on `name`, until it ends: what it counts stays true until it
 * writes. The embedded database has one writer anyway. Taken before any row, so that nobody waits
 * in a circle.
 */
export async function lockName(tx: Database, name: string): Promise<void> {
  if (!(tx.getExecutor().adapter instanceof PostgresAdapter)) return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}
