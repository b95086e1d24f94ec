import type { Logger } from "../log.ts";
import type { Store } from "../store/store.ts";
import { openBoss } from "./pg-boss/boss.ts";
import { createSharedQueue } from "./pg-boss/shared-queue.ts";
import type { Queue } from "./queue.ts";

/**
 * The queue of a shared installation: pg-boss in the same PostgreSQL as the store, for any number
 * of processes. A process that dies loses its turns to the others within 15 s.
 */
export async function createPgBossQueue(deps: {
  store: Store;
  /** The store's own database: what is due is written in the store's transactions. */
  url: string;
  now: () => number;
  log: Logger;
}): Promise<Queue> {
  const { url, ...rest } = deps;
  return createSharedQueue({ ...rest, boss: await openBoss({ connectionString: url }, deps.log) });
}
