import type { Pool, PoolConfig } from "pg";
import { Kysely, PostgresDialect, sql } from "kysely";
import { UserError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import { proveShared } from "./shared-folder.ts";
import type { Store } from "./store.ts";

/** How a running bot is known to the server, and to an import that must not disturb it. */
const BOT = "rushes";

/** PostgreSQL's number for `bigint`, which comes as text unless told otherwise. */
const INT8 = 20;

const BOUNDS: PoolConfig = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
  keepAlive: true,
  // The server ends what hangs; the longer bound here is for a server that no longer answers.
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
  query_timeout: 60_000,
};

interface Connect {
  readonly url: string;
  /** Who we say we are; a running bot says `BOT`. */
  readonly as: string;
  readonly log: Logger;
}

/**
 * Opens the database of a shared installation: any number of processes work on it at once. They
 * also share one folder for pictures and clips, which is proven here. Throws `UserError` when the
 * server cannot be used, when it was written by a newer Rushes, or when `dataDir` is another
 * folder. Once open, a server that goes away fails what is asked meanwhile, and is found again.
 */
export async function openPostgres(deps: {
  url: string;
  dataDir: string;
  log: Logger;
}): Promise<Store> {
  const { url, dataDir, log } = deps;
  const store = await connectPostgres({ url, as: BOT, log });
  try {
    await migrate(store.db);
    await proveShared(store.db, dataDir);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Finds the server, and leaves everything there as it is. */
export async function connectPostgres({ url, as, log }: Connect): Promise<Store> {
  const pool = await createPool(url, as, log);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await greet(db, url);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

async function createPool(url: string, as: string, log: Logger): Promise<Pool> {
  // Loaded only here: an embedded installation never pays for it.
  const { Pool, TypeOverrides } = await import("pg");
  const types = new TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new Pool({ ...BOUNDS, connectionString: url, application_name: as, types });
  // A connection may break at any moment, also between two statements of a transaction. Without a
  // listener that would end the process; whoever uses the connection gets an error anyway.
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("error", (error) => log.warn({ err: error }, "a connection to the database broke"));
  return pool;
}

async function greet(db: Kysely<Tables>, url: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    throw new UserError(
      `The database at ${placeOf(url)} cannot be used (${reasonOf(error)}). Start that server, or correct DATABASE_URL.`,
      {},
      { cause: error },
    );
  }
}

/** Server and database, without name and password. */
function placeOf(url: string): string {
  const place = URL.parse(url);
  return place ? `${place.host}${place.pathname}` : "DATABASE_URL";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  // A name with several addresses fails with one error for each, and no message of its own.
  return error.message || ("code" in error ? String(error.code) : error.name);
}
