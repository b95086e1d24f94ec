import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { createLog } from "../src/log.ts";
import { createEmbeddedQueue } from "../src/queue/embedded.ts";
import type { Queue } from "../src/queue/queue.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
export const NO_SERVER = "TEST_DATABASE_URL is not set";

const log = createLog("silent");
const now = Date.now;

/** A store with its queue, and what says where it is. It ends with the scope that holds it. */
export interface Shelf extends AsyncDisposable {
  readonly store: Store;
  readonly queue: Queue;
  /** For the bot itself, so that it opens the same database. */
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  /** Closes the database and leaves it where it is. */
  close(): Promise<void>;
  /** Runs raw transactions on the same disk, each of one row written and one replaced; how long all took, in ms. */
  raw(transactions: number, row: string): Promise<number>;
}

export const SHELVES = [
  { name: "SQLite", open: openEmbedded, skipped: undefined },
  { name: "PostgreSQL", open: openShared, skipped: SERVER === undefined ? NO_SERVER : undefined },
] as const;

async function openEmbedded(): Promise<Shelf> {
  const dataDir = await mkdtemp(join(tmpdir(), "rushes-bench-"));
  const store = await openSqlite(dataDir);
  const raw = new Sqlite(join(dataDir, "raw.db"));
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.exec("create table raw (id integer primary key, data text)");
  const replace = raw.prepare("insert or replace into raw (id, data) values (?, ?)");
  let rows = 0;
  const write = raw.transaction((row: string) => {
    replace.run((rows += 1), row);
    replace.run(0, row);
  });
  const close = once(async () => {
    raw.close();
    await store.close();
  });
  return {
    store,
    queue: createEmbeddedQueue({ store, now, log }),
    env: {},
    dataDir,
    close,
    async raw(transactions, row) {
      const begun = performance.now();
      for (let done = 0; done < transactions; done += 1) write(row);
      return performance.now() - begun;
    },
    async [Symbol.asyncDispose]() {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** As many connections as the store has. */
const CONNECTIONS = 10;

async function openShared(): Promise<Shelf> {
  const [{ Pool }, { openPostgres }, { createPgBossQueue }] = await Promise.all([
    import("pg"),
    import("../src/store/postgres.ts"),
    import("../src/queue/pg-boss.ts"),
  ]);
  const admin = new Pool({ connectionString: SERVER, max: 1 });
  // The server ends idle connections when the bench's database is dropped.
  admin.on("error", () => undefined);
  const name = `rushes_bench_${randomBytes(6).toString("hex")}`;
  await admin.query(`create database ${name}`);
  const address = new URL(SERVER ?? "");
  address.pathname = name;
  const url = address.href;
  const dataDir = await mkdtemp(join(tmpdir(), "rushes-bench-"));
  const store = await openPostgres({ url, dataDir, log });
  const pool = new Pool({ connectionString: url, max: CONNECTIONS });
  pool.on("error", () => undefined);
  await pool.query("create table raw (id serial primary key, data text)");
  const queue = await createPgBossQueue({ store, url, now, log });

  async function some(transactions: number, row: string): Promise<void> {
    const client = await pool.connect();
    for (let done = 0; done < transactions; done += 1) {
      /* oxlint-disable no-await-in-loop -- one transaction after the other is the point */
      await client.query("begin");
      const added = await client.query("insert into raw (data) values ($1) returning id", [row]);
      await client.query("update raw set data = $1 where id = $2", [row, added.rows[0].id]);
      await client.query("commit");
      /* oxlint-enable no-await-in-loop */
    }
    client.release();
  }

  const close = once(async () => {
    await queue.stop(1_000);
    await pool.end();
    await store.close();
  });
  return {
    store,
    queue,
    env: { DATABASE_URL: url, SECRET_KEY: "0123456789abcdef0123456789abcdef" },
    dataDir,
    close,
    async raw(transactions, row) {
      const begun = performance.now();
      const each = Math.ceil(transactions / CONNECTIONS);
      await Promise.all(Array.from({ length: CONNECTIONS }, () => some(each, row)));
      return performance.now() - begun;
    },
    async [Symbol.asyncDispose]() {
      await close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Pools refuse to be closed twice. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
