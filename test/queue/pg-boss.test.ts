import { fromPglite } from "pg-boss";
import { describe } from "vitest";
import { createLog } from "../../src/log.ts";
import { createPgBossQueue } from "../../src/queue/pg-boss.ts";
import { openBoss } from "../../src/queue/pg-boss/boss.ts";
import { createSharedQueue } from "../../src/queue/pg-boss/shared-queue.ts";
import type { Store } from "../../src/store/store.ts";
import { queueContract } from "../contract/queue.contract.ts";
import type { TestPostgres } from "../fakes/stores.ts";
import { openTestPglite, openTestPostgres, SERVER } from "../fakes/stores.ts";

const log = createLog(process.env["LOG"] ?? "silent");

describe("PostgreSQL in this process", () => {
  queueContract(() => withQueue(openTestPglite));
});

describe.skipIf(SERVER === undefined)("a PostgreSQL server (TEST_DATABASE_URL)", () => {
  queueContract(() => withQueue(openTestPostgres));
});

async function withQueue(openStore: () => Promise<TestPostgres>) {
  const { server, ...opened } = await openStore();
  return { ...opened, open: () => openQueue(server, opened.store) };
}

async function openQueue(server: TestPostgres["server"], store: Store) {
  const deps = { store, now: Date.now, log };
  if ("url" in server) return createPgBossQueue({ ...deps, url: server.url });
  const boss = await openBoss({ db: fromPglite(server.pglite), backend: "pglite" }, log);
  return createSharedQueue({ ...deps, boss });
}
