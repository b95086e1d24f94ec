import type { Logger } from "../log.ts";
import type { Store } from "./store.ts";

const BETWEEN = 3_600_000; // ms

/**
 * Takes what has expired out of the key-value table, now and every hour. It is gone for its readers
 * since it expired, so a sweep that fails is only repeated. The answer ends it.
 */
export function startSweeping(store: Store, now: () => number, log: Logger): () => void {
  async function sweep(): Promise<void> {
    try {
      await store.db.deleteFrom("kv").where("expires_at", "<=", now()).execute();
    } catch (error) {
      log.warn({ err: error }, "what has expired could not be swept");
    }
  }

  void sweep();
  const timer = setInterval(() => void sweep(), BETWEEN).unref();
  return () => clearInterval(timer);
}
