import { setImmediate as nextRound } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { Kysely } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteDialect } from "../../src/store/sqlite-dialect.ts";

interface Takes {
  takes: { name: string };
}

/** A database whose disk does what `flush` says. */
async function open(flush: () => Promise<void>) {
  const db = new Kysely<Takes>({
    dialect: createSqliteDialect({ file: new Sqlite(":memory:"), flush }),
  });
  onTestFinished(() => db.destroy());
  await db.schema.createTable("takes").addColumn("name", "text").execute();
  return db;
}

test("what is written is answered when the disk has it, and read by nobody before", async () => {
  const [asked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isSlow = false;
  const db = await open(async () => {
    if (!isSlow) return;
    asked.resolve();
    await done.promise;
  });
  isSlow = true;
  const order: string[] = [];

  const written = db
    .transaction()
    .execute((tx) => tx.insertInto("takes").values({ name: "one" }).execute())
    .then(() => order.push("written"));
  const read = db
    .selectFrom("takes")
    .selectAll()
    .execute()
    .then(() => order.push("read"));
  await asked.promise;
  await nextRound();
  expect(order).toEqual([]);
  done.resolve();
  await Promise.all([written, read]);

  expect(order).toEqual(["written", "read"]);
});

test("a transaction costs one flush, and reading costs none", async () => {
  let flushes = 0;
  const db = await open(async () => void (flushes += 1));
  flushes = 0;

  await db.transaction().execute(async (tx) => {
    await tx.insertInto("takes").values({ name: "one" }).execute();
    await tx.insertInto("takes").values({ name: "two" }).execute();
  });
  const { length } = await db.selectFrom("takes").selectAll().execute();
  const afterReading = flushes;
  await db.updateTable("takes").set({ name: "three" }).execute();

  expect([length, afterReading, flushes]).toEqual([2, 1, 2]);
});

test("a disk that fails fails what was written, and the next is served", async () => {
  let isBroken = false;
  const db = await open(async () => {
    if (isBroken) throw new Error("EIO");
  });
  isBroken = true;

  const written = db
    .transaction()
    .execute((tx) => tx.insertInto("takes").values({ name: "one" }).execute());

  await expect(written).rejects.toThrow("EIO");
  isBroken = false;
  await db.insertInto("takes").values({ name: "two" }).execute();
});
