import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { UserError } from "../errors.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import { createSqliteDialect } from "./sqlite-dialect.ts";
import { createSqliteLog } from "./sqlite-log.ts";
import type { Store } from "./store.ts";

/** The log goes into the database when it is so long: about 16 MiB. */
const PAGES_OF_LOG = 4_000;

/**
 * Opens the embedded database in `folder`, and makes it when it is missing. Every commit is on the
 * disk before it is answered: as `synchronous=FULL` promises, but flushed by ourselves, beside the
 * thread. One process at a time: a second one gets a `UserError`; the lock goes with the process,
 * however it ends.
 */
export async function openSqlite(folder: string): Promise<Store> {
  makeFolder(folder);
  const lock = takeLock(folder);
  try {
    return await openFile(join(folder, "rushes.db"), lock);
  } catch (error) {
    lock.close();
    if (codeOf(error) === "SQLITE_FULL") throw noRoom(folder, error);
    throw error;
  }
}

async function openFile(path: string, lock: Sqlite.Database): Promise<Store> {
  const file = new Sqlite(path);
  file.pragma("journal_mode = WAL");
  file.pragma("synchronous = NORMAL");
  file.pragma(`wal_autocheckpoint = ${PAGES_OF_LOG}`);
  file.pragma("foreign_keys = ON");
  const written = createSqliteLog(path);
  const dialect = createSqliteDialect({ file, flush: written.flush });
  const db = new Kysely<Tables>({ dialect });
  const close = async () => {
    await db.destroy();
    await written.close();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    async close() {
      await close();
      lock.close();
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UserError(
      `The folder ${folder} cannot be written. Set DATA_DIR to a folder that Rushes may write to.`,
      {},
      { cause: error },
    );
  }
}

/** An exclusive transaction on a file of its own: the system frees it when the process dies. */
function takeLock(folder: string): Sqlite.Database {
  const lock = new Sqlite(join(folder, "rushes.lock"), { timeout: 0 });
  try {
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (codeOf(error) === "SQLITE_FULL") throw noRoom(folder, error);
    throw new UserError(
      `Another Rushes already runs on ${folder}. Stop it first, or give this one its own DATA_DIR.`,
      {},
      { cause: error },
    );
  }
}

function noRoom(folder: string, cause: unknown): UserError {
  return new UserError(
    `There is no room left in ${folder}. Make some, or set DATA_DIR to a folder that has more.`,
    {},
    { cause },
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Sqlite.SqliteError ? error.code : undefined;
}
