import { Keyv } from "keyv";
import type { z } from "zod";
import type { Seal } from "../seal.ts";
import { createKeyvAdapter } from "./keyv-adapter.ts";
import type { Store } from "./store.ts";

/** Key-value entries of one kind: settings, half-filled forms, consents. Never money, never jobs. */
export interface Shelf<Value> {
  get(key: string): Promise<Value | undefined>;
  /** Throws when it was not written. `ttl` in ms. */
  set(key: string, value: Value, ttl?: number): Promise<void>;
  delete(key: string): Promise<void>;
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
): Shelf<z.output<Schema>> {
  // No "error" listener: with one, keyv would answer a failed read as a missing key.
  const keyv = new Keyv({ store: createKeyvAdapter(store.db, name, now), encryption: seal });
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
