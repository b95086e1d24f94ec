import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { createLog } from "../../src/log.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import type { Tables } from "../../src/store/schema.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";

/** A database for one test, and how to throw it away. */
export interface TestStore {
  readonly store: Store;
  dispose(): Promise<void>;
}

/** A PostgreSQL for one test: in this process, or a database of its own on a real server. */
export interface TestPostgres extends TestStore {
  readonly server: { readonly pglite: PGlite } | { readonly url: string };
}

/** A real server, as `postgres://rushes:rushes@127.0.0.1/postgres`; its role may create databases. */
export const SERVER = process.env["TEST_DATABASE_URL"];

export async function openTestSqlite(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), "rushes-store-"));
  const store = await openSqlite(folder);
  return {
    store,
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL inside this process, or the real server when there is one. */
export async function openTestPostgres(): Promise<TestPostgres> {
  return SERVER === undefined ? openTestPglite() : openOnServer();
}

/** Every kind of store: what holds for one must hold for all. */
export const testStores: readonly { name: string; open(): Promise<TestStore> }[] = [
  { name: "SQLite", open: openTestSqlite },
  { name: "PostgreSQL in this process", open: openTestPglite },
  ...(SERVER === undefined ? [] : [{ name: "a PostgreSQL server", open: openOnServer }]),
];

let shared: Promise<PGlite> | undefined;

/** One instance serves all tests of a file, one after the other: it takes a second to start. */
export async function openTestPglite(): Promise<TestPostgres> {
  shared ??= import("@electric-sql/pglite").then((library) => library.PGlite.create("memory://"));
  const pglite = await shared;
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db);
  return {
    server: { pglite },
    // Closing the store leaves the instance to the next test.
    store: { db, transaction: (work) => db.transaction().execute(work), close: async () => {} },
    async dispose() {
      await pglite.exec(
        "drop schema if exists pgboss cascade; drop schema public cascade; create schema public;",
      );
    },
  };
}

async function openOnServer(): Promise<TestPostgres> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "rushes-store-"));
  const store = await openPostgres({ url: database.url, dataDir, log: createLog("silent") });
  return {
    server: database,
    store,
    async dispose() {
      await store.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An empty database on the real server. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `rushes_test_${randomBytes(6).toString("hex")}`;
  await onServer(`create database ${name}`);
  const url = new URL(SERVER ?? "");
  url.pathname = name;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

async function onServer(statement: string): Promise<void> {
  const { Client } = await import("pg");
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
