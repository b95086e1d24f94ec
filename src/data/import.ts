import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { UserError } from "../errors.ts";
import { schemaOf } from "../store/migrate.ts";
import type { Database, Store } from "../store/store.ts";
import type { Cells, TableName } from "../store/tables.ts";
import { countRows, insertRows, TABLES } from "../store/tables.ts";
import { driftOf } from "./audit.ts";
import { Header, Line } from "./format.ts";

const AT_ONCE = 200;

/**
 * Reads an export into an empty database: all of it, counted and its money summed anew, or nothing.
 * Steps that were due are due again, and are queued when the bot starts.
 */
export async function importFrom(store: Store, file: string): Promise<{ rows: number }> {
  return store.transaction(async (tx) => {
    await refuseUsed(tx);
    const header = await readRows(file, {
      header: async ({ schema }) => refuseOther(schema, await schemaOf(tx)),
      rows: (table, rows) => insertRows(tx, table, rows),
    });
    return { rows: await check(tx, header) };
  });
}

async function refuseUsed(tx: Database): Promise<void> {
  for (const table of TABLES) {
    if ((await countRows(tx, table)) === 0) continue;
    throw new UserError(
      "This database is not empty, and an import never mixes. Name an empty one in DATABASE_URL or DATA_DIR.",
    );
  }
}

function refuseOther(theirs: string, ours: string): void {
  if (theirs === ours) return;
  throw new UserError(
    `The export is of another version of Rushes (${theirs}, this is ${ours}). Import it with that version, then start this one.`,
  );
}

interface Reader {
  header(header: Header): Promise<void>;
  rows(table: TableName, rows: readonly Cells[]): Promise<void>;
}

async function readRows(file: string, into: Reader): Promise<Header> {
  let header: Header | undefined;
  let table: TableName | undefined;
  let rows: Cells[] = [];
  const flush = async () => {
    if (table) await into.rows(table, rows);
    rows = [];
  };
  for await (const line of linesOf(file)) {
    if (!header) {
      header = parsed(Header, line, file);
      await into.header(header);
      continue;
    }
    const next = parsed(Line, line, file);
    if (next.table !== table || rows.length === AT_ONCE) await flush();
    ({ table } = next);
    rows.push(next.row);
  }
  await flush();
  if (!header) throw notAnExport(file);
  return header;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (error) {
    throw new UserError(`${file} cannot be read.`, {}, { cause: error });
  } finally {
    input.destroy();
  }
}

function parsed<T>(schema: { parse(value: unknown): T }, line: string, file: string): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw notAnExport(file, error);
  }
}

function notAnExport(file: string, cause?: unknown): UserError {
  return new UserError(`${file} is not an export of Rushes, or it is damaged.`, {}, { cause });
}

async function check(tx: Database, { counts }: Header): Promise<number> {
  let all = 0;
  for (const table of TABLES) {
    const count = await countRows(tx, table);
    if (count !== (counts[table] ?? 0)) {
      throw new UserError(
        `The export is incomplete: ${table} should have ${counts[table] ?? 0} rows and has ${count}. Nothing was imported.`,
      );
    }
    all += count;
  }
  const drift = await driftOf(tx);
  if (drift !== undefined) {
    throw new UserError(
      `The money of ${drift} does not add up in this export. Nothing was imported.`,
    );
  }
  return all;
}
