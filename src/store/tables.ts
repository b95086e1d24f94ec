import { sql } from "kysely";
import type { Database, Tables } from "./schema.ts";
import { FOLDER_KEY } from "./shared-folder.ts";

/** A row as it stands in an export: texts, whole numbers and nothing. */
export type Cells = Readonly<Record<string, string | number | null>>;
export type TableName = keyof Tables;

const AT_ONCE = 500;

/** Every table, with the columns that tell its rows apart. */
const KEYS: Readonly<Record<TableName, readonly string[]>> = {
  jobs: ["id"],
  ledger: ["id"],
  accounts: ["scope", "period"],
  durations: ["id"],
  due: ["job"],
  kv: ["key"],
  local_threads: ["id"],
  local_messages: ["id"],
};

export const TABLES = [
  "jobs",
  "ledger",
  "accounts",
  "durations",
  "due",
  "kv",
  "local_threads",
  "local_messages",
] as const satisfies readonly TableName[];

/** All rows of a table that may go to another database, in the order of its key. */
export async function* rowsOf(tx: Database, table: TableName): AsyncGenerator<Cells> {
  const names = KEYS[table];
  const key = sql.join(names.map((name) => sql.ref(name)));
  let beyond = sql``;
  for (;;) {
    const { rows } = await sql<Cells>`select * from ${sql.table(table)}
      where ${isMovable(table)} ${beyond} order by ${key} limit ${AT_ONCE}`.execute(tx);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    beyond = sql`and (${key}) > (${sql.join(names.map((name) => last[name]))})`;
  }
}

/** How many rows `rowsOf` has. */
export async function countRows(tx: Database, table: TableName): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count
    from ${sql.table(table)} where ${isMovable(table)}`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

/** Writes rows of one table, all with the same columns. */
export async function insertRows(
  tx: Database,
  table: TableName,
  rows: readonly Cells[],
): Promise<void> {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return;
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const values = sql.join(
    rows.map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`),
  );
  await sql`insert into ${sql.table(table)} (${columns}) values ${values}`.execute(tx);
}

/** A database's bond with its folder stays behind: the new one makes its own. */
function isMovable(table: TableName) {
  return table === "kv" ? sql`key <> ${FOLDER_KEY}` : sql`1 = 1`;
}
