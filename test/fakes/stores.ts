import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";

/** A database for one test, and how to throw it away. */
export interface TestStore {
  readonly store: Store;
  dispose(): Promise<void>;
}

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
