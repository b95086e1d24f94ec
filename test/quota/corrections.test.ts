import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dollars, micros } from "../../src/money.ts";
import type { TestStore } from "../fakes/stores.ts";
import { testStores } from "../fakes/stores.ts";
import { admin, openQuota } from "./open-quota.ts";

describe.each(testStores)("corrections of money on $name", ({ open }) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.dispose());

  const entriesOf = async (job: string) => {
    const rows = await opened.store.db
      .selectFrom("ledger")
      .select(["kind", "amount"])
      .where("job", "=", job)
      .orderBy("id")
      .execute();
    return rows.map(({ kind, amount }) => `${kind} ${amount / dollars(1)}`).toSorted();
  };

  test("a job that costs nothing is released, and settles nothing", async () => {
    const { reserve, settle } = openQuota(opened.store);
    await reserve("a", dollars(2));

    await settle("a", 0);

    expect(await entriesOf("a")).toEqual(["release 2", "reserve 2"]);
  });

  test("what is found late is booked once it was released, at most what had been reserved", async () => {
    const { reserve, settle, bookLate, account } = openQuota(opened.store);
    await reserve("a", dollars(2));
    await settle("a", 0);

    const { overrun } = await bookLate("a", dollars(3));

    expect(overrun).toBe(dollars(1));
    expect(await entriesOf("a")).toEqual(["adjust -2", "release 2", "reserve 2"]);
    for (const scope of ["global", "g", "g/p"]) {
      expect(await account(scope)).toMatchObject({ used: dollars(2), reserved: 0 });
    }
  });

  test("what is found late and was charged already costs nothing more", async () => {
    const { reserve, settle, bookLate, account } = openQuota(opened.store);
    await reserve("a", dollars(2));
    await settle("a", dollars(2));

    await bookLate("a", dollars(2));

    expect(await entriesOf("a")).toEqual(["reserve 2", "settle 2"]);
    expect(await account("g")).toMatchObject({ used: dollars(2) });
  });

  test("a job that nobody paid for is not booked late", async () => {
    const { bookLate } = openQuota(opened.store);

    expect(await bookLate("never", dollars(2))).toEqual({ overrun: 0 });
    expect(await entriesOf("never")).toEqual([]);
  });

  test("what is given back is free again for the guild, the person and the bot", async () => {
    const { quota, reserve, settle, account } = openQuota(opened.store, { global: 2, cap: 2 });
    await reserve("a", dollars(2));
    await settle("a", dollars(2));

    await quota.adjust("g", "a", dollars(2), admin);

    for (const scope of ["global", "g", "g/p"]) {
      expect(await account(scope)).toMatchObject({ used: 0, reserved: 0 });
    }
    await reserve("b", dollars(2));
  });

  test("what is given back later goes to the month that it was taken from", async () => {
    const { quota, clock, reserve, settle, account } = openQuota(opened.store);
    await reserve("a", dollars(2));
    await settle("a", dollars(2));
    clock.advance(20 * 86_400_000);
    await reserve("b", dollars(3));
    await settle("b", dollars(3));

    await quota.adjust("g", "a", dollars(1), admin);

    expect(await account("g", "2026-11")).toMatchObject({ used: dollars(1) });
    expect(await account("g", "2026-12")).toMatchObject({ used: dollars(3) });
  });

  test("money that is given back by an event heard twice is given back once", async () => {
    const { quota, reserve, settle, account } = openQuota(opened.store);
    await reserve("a", dollars(2));
    await settle("a", dollars(2));
    const by = { ...admin, invocation: "event-1" };

    await quota.adjust("g", "a", dollars(0.5), by);
    await quota.adjust("g", "a", dollars(0.5), by);

    expect(await account("g")).toMatchObject({ used: dollars(1.5) });
  });

  test("admins who give the same money back at once give it back once", async () => {
    const { quota, reserve, settle, account } = openQuota(opened.store);
    await reserve("a", dollars(2));
    await settle("a", dollars(2));
    await reserve("b", dollars(8));
    await settle("b", dollars(8));

    const given = await Promise.allSettled(
      Array.from({ length: 8 }, () => quota.adjust("g", "a", dollars(2), admin)),
    );

    expect(given.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await account("g")).toMatchObject({ used: dollars(8) });
  });

  test("less than a cent of what cost nothing is not given back", async () => {
    const { quota, reserve, settle } = openQuota(opened.store);
    await reserve("a", 0);
    await settle("a", 0);

    const giving = quota.adjust("g", "a", micros(4), admin);

    await expect(giving).rejects.toThrow(/It has cost \$0\.00/);
  });
});
