import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "../../src/store/sqlite.ts";
import { storeContract } from "../contract/store.contract.ts";
import { openTestSqlite } from "../fakes/stores.ts";

storeContract(openTestSqlite);

async function folder() {
  const path = await mkdtemp(join(tmpdir(), "rushes-sqlite-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test("a second bot on the same folder is refused in one sentence", async () => {
  const path = await folder();
  const first = await openSqlite(path);

  const second = openSqlite(path);

  await expect(second).rejects.toThrow(/Another Rushes already runs on .*DATA_DIR\.$/);
  await first.close();
  await (await openSqlite(path)).close();
});

test("a database of a newer version is refused, and stays as it is", async () => {
  const path = await folder();
  const store = await openSqlite(path);
  await store.db
    .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    .insertInto("kysely_migration")
    .values({ name: "9999-future", timestamp: "2030" })
    .execute();
  await store.close();

  await expect(openSqlite(path)).rejects.toThrow(/newer Rushes .*9999-future/);
  await expect(openSqlite(path)).rejects.toThrow(/newer Rushes/);
});

test("a folder that cannot be made is refused in one sentence", async () => {
  await expect(openSqlite("/dev/null/rushes")).rejects.toThrow(/Set DATA_DIR to a folder/);
});
