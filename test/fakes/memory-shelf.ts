import type { Shelf } from "../../src/store/shelf.ts";

/** A shelf in memory, for what needs no database to be tested. */
export function createMemoryShelf<Value>(): Shelf<Value> {
  const values = new Map<string, Value>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => {
      values.set(key, value);
    },
    delete: async (key) => {
      values.delete(key);
    },
  };
}
