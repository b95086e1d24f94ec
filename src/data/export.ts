import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { schemaOf } from "../store/migrate.ts";
import type { Database, Store } from "../store/store.ts";
import { countRows, rowsOf, TABLES } from "../store/tables.ts";
import { Header } from "./format.ts";
import { makeNewFile } from "./new-file.ts";

/** Writes every row of the database to `file`, as it was at one moment. */
export async function exportTo(store: Store, file: string, at: number): Promise<{ rows: number }> {
  return makeNewFile(file, (draft) =>
    store.transaction(async (tx) => {
      const header = await headerOf(tx, at);
      const to = createWriteStream(draft, { mode: 0o600, flush: true });
      await pipeline(Readable.from(linesOf(tx, header)), to);
      return { rows: Object.values(header.counts).reduce((sum, count) => sum + count, 0) };
    }),
  );
}

async function headerOf(tx: Database, at: number): Promise<Header> {
  const counts = new Map<string, number>();
  for (const table of TABLES) counts.set(table, await countRows(tx, table));
  return {
    format: "rushes-export",
    version: 1,
    schema: await schemaOf(tx),
    exportedAt: new Date(at).toISOString(),
    counts: Header.shape.counts.parse(Object.fromEntries(counts)),
  };
}

async function* linesOf(tx: Database, header: Header) {
  yield `${JSON.stringify(header)}\n`;
  for (const table of TABLES) {
    for await (const row of rowsOf(tx, table)) yield `${JSON.stringify({ table, row })}\n`;
  }
}
