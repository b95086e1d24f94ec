import type { Database } from "./schema.ts";

export type { Database } from "./schema.ts";

/** The database behind everything that must survive: jobs, money, what is due, settings. */
export interface Store {
  /** For reading and for single statements. Never use it inside a transaction: hand `tx` down. */
  readonly db: Database;

  /**
   * Runs `work` in one transaction: all of it is written, or nothing when it throws. What it wrote
   * is on the disk when the promise resolves. No network calls inside.
   */
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>;

  close(): Promise<void>;
}

/** Whether the database answers. Throws when it does not. */
export async function isAlive({ db }: Store): Promise<boolean> {
  await db.selectFrom("due").select("job").limit(1).execute();
  return true;
}
