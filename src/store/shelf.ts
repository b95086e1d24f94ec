import { Keyv } from "keyv";
import type { z } from "zod";
import type { Seal } from "../seal.ts";
import { createKeyvAdapter } from "./keyv-adapter.ts";
import { lockName } from "./lock.ts";
import type { Database, Store } from "./store.ts";

/** Key-value entries of one kind: settings, half-filled forms, consents. Never money, never jobs. */
export interface Shelf<Value> {
  get(key: string): Promise<Value | undefined>;
  /** Throws when it was not written. `ttl` in ms. */
  set(key: string, value: Value, ttl?: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A shelf whose entries several people change, each a part of what is there. */
export interface SharedShelf<Value> extends Shelf<Value> {
  /**
   * Writes what `how` makes of the present entry. One change of an entry at a time, over all
   * processes, so that none is lost. What `how` throws leaves everything as it was.
   */
  change(key: string, how: (present: Value | undefined) => Value): Promise<void>;
}

/**
 * Opens the entries of `name`; what was written is checked by `schema` when it is read. With a
 * `seal`, they are closed before they are written.
 */
export function createShelf<Schema extends z.ZodType>(
  store: Store,
  name: string,
  schema: Schema,
  now: () => number,
  seal?: Seal,
): SharedShelf<z.output<Schema>> {
  const own = within(store.db);

  function within(db: Database): Shelf<z.output<Schema>> {
    // No "error" listener: with one, keyv would answer a failed read as a missing key.
    const keyv = new Keyv({ store: createKeyvAdapter(db, name, now), encryption: seal });
    return {
      async get(key) {
        const value: unknown = await keyv.get(key);
        return value === undefined ? undefined : schema.parse(value);
      },
      async set(key, value, ttl) {
        if (!(await keyv.set(key, value, ttl))) throw new Error(`${name} could not be written`);
      },
      async delete(key) {
        await keyv.delete(key);
      },
    };
  }

  return {
    ...own,
    async change(key, how) {
      await store.transaction(async (tx) => {
        await lockName(tx, `${name} ${key}`);
        const shelf = within(tx);
        await shelf.set(key, how(await shelf.get(key)));
      });
    },
  };
}
