import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { appendEntry } from "../../src/store/ledger.ts";
import { openAccount, reserveIn } from "../../src/store/accounts.ts";
import { addDuration, durationsOf } from "../../src/store/durations.ts";
import { createShelf } from "../../src/store/shelf.ts";
import { createClock } from "../fakes/clock.ts";
import type { TestStore } from "../fakes/stores.ts";

const entry = {
  guild: "g",
  person: null,
  job: "job-1",
  kind: "reserve",
  amount: 5,
  period: "2026-11",
  global_period: "2026-11",
  actor: null,
  note: null,
  at: 1,
};

/** What every store must do. A store's own test file calls this, and adds only what is its own. */
export function storeContract(open: () => Promise<TestStore>) {
  describe("store contract", () => {
    let opened: TestStore;
    const fresh = async () => {
      opened = await open();
      return opened.store;
    };
    afterEach(() => opened.dispose());

    test("a transaction that throws writes nothing", async () => {
      const store = await fresh();

      const refusal = store.transaction(async (tx) => {
        await appendEntry(tx, entry);
        throw new Error("no");
      });

      await expect(refusal).rejects.toThrow("no");
      expect(await store.db.selectFrom("ledger").selectAll().execute()).toEqual([]);
    });

    test("a job has one reserve entry, however often it is appended", async () => {
      const store = await fresh();

      const answers = [];
      for (const kind of ["reserve", "reserve", "settle", "adjust", "adjust"]) {
        answers.push(await appendEntry(store.db, { ...entry, kind }));
      }

      expect(answers).toEqual([true, false, true, true, true]);
    });

    test("of fifty reservations at once, as many as fit are granted", async () => {
      const store = await fresh();
      const account = { scope: "g", period: "2026-11" };
      await openAccount(store.db, account, 100);

      const answers = await Promise.all(
        Array.from({ length: 50 }, () => store.transaction((tx) => reserveIn(tx, account, 10))),
      );

      expect(answers.filter(Boolean)).toHaveLength(10);
    });

    test("amounts come back as whole numbers, however large", async () => {
      const store = await fresh();
      const amount = 9_000_000_000_000;

      await appendEntry(store.db, { ...entry, amount });

      expect(await store.db.selectFrom("ledger").select("amount").execute()).toEqual([{ amount }]);
    });

    test("only the latest sixty durations of a model are kept, shortest first", async () => {
      const store = await fresh();

      for (let at = 1; at <= 70; at += 1) {
        await addDuration(store.db, { model: "m", ms: 1_000 - at, at });
      }

      const durations = await durationsOf(store.db, "m");
      expect(durations).toHaveLength(60);
      expect([durations[0], durations[59]]).toEqual([930, 989]);
    });

    test("a shelf keeps what was set, apart from other shelves, until it expires", async () => {
      const store = await fresh();
      const now = Date.now();
      const shelf = createShelf(store, "one", z.object({ a: z.number() }), Date.now);
      const other = createShelf(store, "other", z.object({ a: z.number() }), Date.now);

      await shelf.set("k", { a: 1 });
      await shelf.set("k", { a: 2 });
      await shelf.set("short", { a: 3 }, 1);
      while (Date.now() < now + 5);

      expect(await shelf.get("k")).toEqual({ a: 2 });
      expect(await shelf.get("short")).toBeUndefined();
      expect(await other.get("k")).toBeUndefined();
      await shelf.delete("k");
      expect(await shelf.get("k")).toBeUndefined();
    });

    test("what is set again without an expiry stays", async () => {
      const store = await fresh();
      const clock = createClock(Date.now());
      const shelf = createShelf(store, "one", z.number(), clock.now);
      await shelf.set("k", 1, 60_000);
      await shelf.set("k", 2);

      clock.advance(120_000);

      expect(await shelf.get("k")).toBe(2);
    });

    test("a shelf whose database is gone fails aloud", async () => {
      const store = await fresh();
      const shelf = createShelf(store, "one", z.number(), createClock().now);
      await store.db.schema.dropTable("kv").execute();

      await expect(shelf.get("k")).rejects.toThrow(/kv/);
      await expect(shelf.set("k", 1)).rejects.toThrow(/kv/);
    });
  });
}
