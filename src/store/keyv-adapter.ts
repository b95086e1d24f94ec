import { EventEmitter } from "node:events";
import { keyvStorageCapability } from "keyv";
import type { Database } from "./schema.ts";

interface Entry {
  key: string;
  value: string;
  expires?: number | undefined;
}

/**
 * A keyv 6 storage adapter on our own connection: values are the strings that keyv serialized, and
 * an entry past its expiry is gone. Inside a transaction, it is made of that.
 */
export function createKeyvAdapter(db: Database, namespace: string, now: () => number) {
  const prefixed = (key: string) => `${namespace}::${key}`;

  async function getMany(keys: string[]): Promise<(string | undefined)[]> {
    if (keys.length === 0) return [];
    const rows = await db
      .selectFrom("kv")
      .select(["key", "value"])
      .where("key", "in", keys.map(prefixed))
      .where((is) => is.or([is("expires_at", "is", null), is("expires_at", ">", now())]))
      .execute();
    const found = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => found.get(prefixed(key)));
  }

  async function setMany(entries: Entry[]): Promise<boolean[]> {
    if (entries.length === 0) return [];
    const rows = entries.map(({ key, value, expires }) => ({
      key: prefixed(key),
      value,
      expires_at: expires ?? null,
    }));
    await db
      .insertInto("kv")
      .values(rows)
      .onConflict((row) =>
        row.column("key").doUpdateSet((is) => ({
          value: is.ref("excluded.value"),
          expires_at: is.ref("excluded.expires_at"),
        })),
      )
      .execute();
    return entries.map(() => true);
  }

  async function deleteMany(keys: string[]): Promise<boolean[]> {
    const present = await getMany(keys);
    if (keys.length > 0) {
      await db.deleteFrom("kv").where("key", "in", keys.map(prefixed)).execute();
    }
    return present.map((value) => value !== undefined);
  }

  const adapter = {
    namespace,
    get: async (key: string) => (await getMany([key]))[0],
    getMany,
    set: async (key: string, value: string, expires?: number) =>
      (await setMany([{ key, value, expires }]))[0],
    setMany,
    delete: async (key: string) => (await deleteMany([key]))[0],
    deleteMany,
    has: async (key: string) => (await getMany([key]))[0] !== undefined,
    hasMany: async (keys: string[]) => (await getMany(keys)).map((value) => value !== undefined),
    clear: async () => {
      await db.deleteFrom("kv").where("key", "like", `${namespace}::%`).execute();
    },
  };
  return Object.assign(new EventEmitter(), adapter, {
    capabilities: keyvStorageCapability(adapter),
  });
}
