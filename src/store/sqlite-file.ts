import { existsSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { UserError } from "../errors.ts";
import type { Tables } from "./schema.ts";
import type { Store } from "./store.ts";

/** All pages in one step: a copy in several would begin anew with every write of the bot. */
const ALL_PAGES = 0x7fff_ffff;

/** Opens the embedded database in `folder` to read it, whether a bot works on it or not. */
export function openSqliteReadOnly(folder: string): Store {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openFile(folder) }) });
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

/**
 * Copies the embedded database in `folder` to a new file `to` as it is at this moment, whether a bot
 * works on it or not. The copy is opened and checked; answers with how many jobs it has.
 */
export async function copySqlite(folder: string, to: string): Promise<{ jobs: number }> {
  const from = openFile(folder);
  try {
    await from.backup(to, { progress: () => ALL_PAGES });
  } finally {
    from.close();
  }
  const copy = new Sqlite(to);
  try {
    // One file that stands for itself, without the files beside it that a running bot has.
    copy.pragma("journal_mode = DELETE");
    const verdict = copy.pragma("quick_check", { simple: true });
    if (verdict !== "ok") throw new Error(`the copy is damaged: ${String(verdict)}`);
    return { jobs: Number(copy.prepare("select count(*) from jobs").pluck().get()) };
  } finally {
    copy.close();
  }
}

function openFile(folder: string): Sqlite.Database {
  const path = join(folder, "rushes.db");
  if (!existsSync(path)) {
    throw new UserError(`There is no database in ${folder}. Set DATA_DIR to the bot's folder.`);
  }
  return new Sqlite(path, { readonly: true });
}
