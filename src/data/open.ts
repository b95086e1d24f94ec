import { sql } from "kysely";
import type { Config } from "../config.ts";
import { UserError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { migrate } from "../store/migrate.ts";
import type { Store } from "../store/store.ts";

/** How we are known to the server; a bot has another name. */
const NAME = "rushes-data";

/** Opens the database only to read it, also while a bot works on it. */
export async function openForReading(config: Config, log: Logger): Promise<Store> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === undefined) {
    const { openSqliteReadOnly } = await import("../store/sqlite-file.ts");
    return openSqliteReadOnly(dataDir);
  }
  const store = await openServer(databaseUrl, log);
  const reading = store.db.transaction().setIsolationLevel("repeatable read");
  return { ...store, transaction: (work) => reading.setAccessMode("read only").execute(work) };
}

/** Opens the database for ourselves alone. Throws `UserError` when a bot runs on it. */
export async function openForWriting(config: Config, log: Logger): Promise<Store> {
  const { databaseUrl, dataDir } = config;
  if (databaseUrl === undefined) {
    const { openSqlite } = await import("../store/sqlite.ts");
    return openSqlite(dataDir);
  }
  const store = await openServer(databaseUrl, log);
  try {
    await refuseBots(store);
    await migrate(store.db);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

async function openServer(url: string, log: Logger): Promise<Store> {
  const { connectPostgres } = await import("../store/postgres.ts");
  return connectPostgres({ url, as: NAME, log });
}

async function refuseBots({ db }: Store): Promise<void> {
  const { rows } = await sql`select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and application_name like 'rushes%'`.execute(db);
  if (rows.length === 0) return;
  throw new UserError("A Rushes runs on this database. Stop all its processes first.");
}
