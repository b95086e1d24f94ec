import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { createLog } from "../../src/log.ts";
import { lockName } from "../../src/store/lock.ts";
import { migrate } from "../../src/store/migrate.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { proveShared } from "../../src/store/shared-folder.ts";
import { storeContract } from "../contract/store.contract.ts";
import type { TestStore } from "../fakes/stores.ts";
import {
  createTestDatabase,
  openTestPglite,
  openTestPostgres,
  openTestSqlite,
  SERVER,
  testStores,
} from "../fakes/stores.ts";
import { createWire } from "../fakes/wire.ts";

const log = createLog("silent");

describe.each(testStores.filter(({ name }) => name !== "SQLite"))("$name", ({ open }) => {
  storeContract(open);
});

async function folder() {
  const path = await mkdtemp(join(tmpdir(), "rushes-postgres-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function fresh(open: () => Promise<TestStore> = openTestPglite) {
  const opened = await open();
  onTestFinished(() => opened.dispose());
  return opened.store;
}

test("a database of a newer version is refused", async () => {
  const { db } = await fresh();
  await db
    .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
    .insertInto("kysely_migration")
    .values({ name: "9999-future", timestamp: "2030" })
    .execute();

  await expect(migrate(db)).rejects.toThrow(/newer Rushes .*9999-future/);
});

test("every process must share the folder that the first one had", async () => {
  const { db } = await fresh();
  const [ours, other] = [await folder(), await folder()];

  await proveShared(db, ours);

  await proveShared(db, ours);
  await expect(proveShared(db, other)).rejects.toThrow(/not the folder that belongs .*DATA_DIR/);
});

test("a folder that went along to a new database is taken by it", async () => {
  const path = await folder();
  await proveShared((await fresh()).db, path);
  const moved = await folder();
  await cp(path, moved, { recursive: true });

  const { db } = await fresh(openTestSqlite);

  await expect(proveShared(db, moved)).resolves.toBeUndefined();
});

test("processes that start at once agree on one folder", async () => {
  const { db } = await fresh();
  const path = await folder();

  const proofs = Promise.all(Array.from({ length: 5 }, () => proveShared(db, path)));

  await expect(proofs).resolves.toHaveLength(5);
});

test("a server that is not there is named in one sentence, without its password", async () => {
  const url = "postgres://ann:hunter2@127.0.0.1:1/films";

  const refusal = openPostgres({ url, dataDir: await folder(), log }).catch(String);

  const sentence = await refusal;
  expect(sentence).toMatch(
    /The database at 127\.0\.0\.1:1\/films .*ECONNREFUSED.* DATABASE_URL\.$/,
  );
  expect(sentence).not.toContain("hunter2");
});

describe.skipIf(SERVER === undefined)("on a real server (TEST_DATABASE_URL)", () => {
  async function database() {
    const created = await createTestDatabase();
    onTestFinished(created.drop);
    return created.url;
  }

  test("a role that may not come in is a sentence that does not show its password", async () => {
    const url = new URL(await database());
    url.username = "nobody_here";
    url.password = "hunter2";

    const sentence = await openPostgres({ url: url.href, dataDir: await folder(), log }).catch(
      String,
    );

    expect(sentence).toMatch(/nobody_here.*DATABASE_URL/);
    expect(sentence).not.toContain("hunter2");
  });

  test("a role that may make no tables is told what it lacks", async () => {
    const url = new URL(await database());
    const client = new Client({ connectionString: url.href });
    await client.connect();
    const role = `reader_${Date.now()}`;
    await client.query(`create role ${role} login`);
    onTestFinished(async () => {
      await client.query(`drop role ${role}`);
      await client.end();
    });
    url.username = role;

    const refusal = openPostgres({ url: url.href, dataDir: await folder(), log });

    await expect(refusal).rejects.toThrow(/make no tables .*GRANT CREATE/);
  });

  test("bots that start at once on an empty database all come up", async () => {
    const url = await database();
    const dataDir = await folder();

    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openPostgres({ url, dataDir, log })),
    );

    const applied = stores[0]?.db.withTables<{ kysely_migration: { name: string } }>();
    expect(await applied?.selectFrom("kysely_migration").select("name").execute()).not.toEqual([]);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("a server that goes away is found again, also in the middle of a transaction", async () => {
    const url = new URL(await database());
    const wire = await createWire({ host: url.hostname, port: Number(url.port || 5432) });
    url.port = String(wire.port);
    const store = await openPostgres({ url: url.href, dataDir: await folder(), log });
    const count = () => store.db.selectFrom("due").selectAll().execute();
    await Promise.all([count(), count(), count()]);

    const broken = store.transaction(async (tx) => {
      await tx.insertInto("due").values({ job: "a", guild: "g", at: 1 }).execute();
      await wire.cut();
      await tx.insertInto("due").values({ job: "b", guild: "g", at: 1 }).execute();
    });

    await expect(broken).rejects.toThrow(/connection/i);
    await expect(count()).rejects.toThrow(/ECONNREFUSED|connection/i);
    await wire.mend();
    expect(await count()).toEqual([]);
    await store.close();
    await wire.cut();
  });

  test("of those who count and then write under one lock, each sees what the others wrote", async () => {
    const store = await fresh(openTestPostgres);
    const place = (index: number) =>
      store.transaction(async (tx) => {
        await lockName(tx, "guild");
        const taken = await tx.selectFrom("due").selectAll().execute();
        if (taken.length >= 3) return false;
        await tx
          .insertInto("due")
          .values({ job: `job-${index}`, guild: "g", at: 1 })
          .execute();
        return true;
      });

    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => place(index)));

    expect(answers.filter(Boolean)).toHaveLength(3);
  });
});
