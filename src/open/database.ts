import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { createEmbeddedQueue } from "../queue/embedded.ts";
import type { Queue } from "../queue/queue.ts";
import { openSqlite } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";

// Database and queue, as the configuration chooses them. What is heavy is loaded only when it is
// used: an idle bot stays small.

const { now } = Date;

export async function openStore(config: Config, dataDir: string, log: Logger): Promise<Store> {
  const { databaseUrl: url } = config;
  if (url === undefined) return openSqlite(dataDir);
  const { openPostgres } = await import("../store/postgres.ts");
  return openPostgres({ url, dataDir, log });
}

export async function openQueue(config: Config, store: Store, log: Logger): Promise<Queue> {
  const { databaseUrl: url } = config;
  if (url === undefined) return createEmbeddedQueue({ store, now, log });
  const { createPgBossQueue } = await import("../queue/pg-boss.ts");
  return createPgBossQueue({ store, url, now, log });
}
