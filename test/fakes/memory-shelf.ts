import type { SharedShelf } from "../../src/store/shelf.ts";

/** A shelf in memory, for what needs no database to be tested. */
export function createMemoryShelf<Value>(): SharedShelf<Value> {
  const values = new Map<string, Value>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => {
      values.set(key, value);
    },
    change: async (key, how) => {
      values.set(key, how(values.get(key)));
    },
    delete: async (key) => {
      values.delete(key);
    },
  };
}
