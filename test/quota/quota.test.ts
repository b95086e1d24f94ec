import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dollars, micros } from "../../src/money.ts";
import type { EntryKind } from "../../src/quota/ledger.ts";
import { balanceOf, settlementOf } from "../../src/quota/ledger.ts";
import { periodOf, renewalOf } from "../../src/quota/period.ts";
import type { TestStore } from "../fakes/stores.ts";
import { testStores } from "../fakes/stores.ts";
import { admin, boss, openQuota } from "./open-quota.ts";

describe.each(testStores)("the quota on $name", ({ open }) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.dispose());

  const quotaWith = (bounds?: Parameters<typeof openQuota>[1]) => openQuota(opened.store, bounds);

  test("two hundred requests at once against a budget for three start exactly three", async () => {
    const { quota, reserve } = quotaWith({ budget: 3.5 });

    const answers = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) => reserve(`job-${index}`, dollars(1))),
    );

    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await quota.account("g")).toMatchObject({ reserved: dollars(3), left: dollars(0.5) });
  });

  test("a refusal names the sum, what is left and when it renews, and keeps nothing", async () => {
    const { quota, reserve, store } = quotaWith({ budget: 1 });

    await expect(reserve("a", dollars(2))).rejects.toThrow(
      "This costs $2.00 and $1.00 of the shared budget is left; it renews on 1 December.",
    );

    expect(await store.db.selectFrom("ledger").selectAll().execute()).toEqual([]);
    expect(await quota.account("g")).toMatchObject({ reserved: 0, left: dollars(1) });
  });

  test("no guild spends beyond the bot's own budget, and no person beyond their cap", async () => {
    const { reserve } = quotaWith({ global: 3, cap: 2 });

    await reserve("a", dollars(2), "one", "ann");

    await expect(reserve("b", dollars(0.5), "one", "ann")).rejects.toThrow(/your own \$2\.00/);
    await expect(reserve("c", dollars(1.5), "two", "bob")).rejects.toThrow(/bot's own budget/);
    await reserve("d", dollars(1), "two", "bob");
  });

  test("what is free needs no budget", async () => {
    const { reserve, settle } = quotaWith({ budget: 0, global: 0, cap: 0 });

    await reserve("a", 0);

    expect(await settle("a", 0)).toEqual({ overrun: 0 });
  });

  test("what is settled in full is not freed afterwards, whoever comes second", async () => {
    const { quota, reserve, settle } = quotaWith();
    await reserve("a", dollars(2));
    await reserve("b", dollars(3));

    await settle("a", dollars(2));
    await settle("a", 0);
    await Promise.all([settle("b", dollars(3)), settle("b", 0), settle("b", dollars(3))]);

    const { used, reserved } = await quota.account("g");
    expect(reserved).toBe(0);
    expect([dollars(2), dollars(5)]).toContain(used);
    const kinds = (await quota.history("g", 9)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "settle" || kind === "release")).toHaveLength(2);
  });

  test("settling spends the cost once and frees the rest", async () => {
    const { quota, reserve, settle } = quotaWith();
    await reserve("a", dollars(2));

    await Promise.all([settle("a", dollars(0.5)), settle("a", dollars(0.5)), settle("a", 0)]);

    expect(await quota.account("g")).toMatchObject({ used: dollars(0.5), reserved: 0 });
    const kinds = (await quota.history("g", 9)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["grant", "release", "reserve", "settle"]);
  });

  test("a provider that asks more than its quote is paid by the operator", async () => {
    const { quota, reserve, settle } = quotaWith();
    await reserve("a", dollars(2));

    const { overrun } = await settle("a", dollars(3));

    expect(overrun).toBe(dollars(1));
    expect(await quota.account("g")).toMatchObject({ used: dollars(2) });
  });

  test("a job settles in the month of its reservation", async () => {
    const { quota, clock, reserve, settle } = quotaWith();
    await reserve("a", dollars(2));
    clock.advance(20 * 86_400_000);

    await settle("a", dollars(2));

    expect(await quota.account("g")).toMatchObject({ used: 0, left: dollars(10) });
    expect((await quota.history("g", 1))[0]).toMatchObject({ kind: "settle" });
  });

  test("admins set the budget up to what an operator allowed", async () => {
    const { quota } = quotaWith({ budget: 10 });

    await expect(quota.setBudget("g", dollars(11), admin)).rejects.toThrow(/up to \$10\.00/);
    await quota.setBudget("g", dollars(30), boss);
    await quota.setBudget("g", dollars(4), admin);
    await quota.grant("g", dollars(1), boss);

    await expect(quota.grant("g", dollars(1), admin)).rejects.toThrow(/Only an operator/);
    expect(await quota.account("g")).toMatchObject({ budget: dollars(5), left: dollars(5) });
    await quota.setBudget("g", dollars(30), admin);
    expect(await quota.account("g")).toMatchObject({ budget: dollars(31) });
  });

  test("a budget may be lowered below what is used; then nothing more starts", async () => {
    const { quota, reserve, settle } = quotaWith();
    await reserve("a", dollars(5));
    await settle("a", dollars(5));

    await quota.setBudget("g", dollars(1), admin);

    expect((await quota.account("g")).left).toBe(dollars(-4));
    await expect(reserve("b", 1)).rejects.toThrow(/\$0\.00 of the shared budget is left/);
  });

  test("whatever happens, accounts say what the entries say, and nothing goes below zero", async () => {
    const { store, quota, reserve, settle } = quotaWith({ budget: 5 });
    const job = fc.integer({ min: 0, max: 8 }).map((number) => `job-${number}`);
    const amount = fc.integer({ min: 0, max: 3_000_000 });
    const event = fc.oneof(
      fc.record({ do: fc.constant("reserve" as const), job, amount }),
      fc.record({ do: fc.constant("settle" as const), job, amount }),
      fc.record({ do: fc.constant("set" as const), amount }),
      fc.record({ do: fc.constant("grant" as const), amount }),
    );

    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        for (const one of events) {
          if (one.do === "reserve") await reserve(one.job, one.amount).catch(() => undefined);
          if (one.do === "settle") await settle(one.job, one.amount);
          if (one.do === "set") await quota.setBudget("g", micros(one.amount), boss);
          if (one.do === "grant") await quota.grant("g", micros(one.amount), boss);
        }
        const rows = await store.db.selectFrom("ledger").selectAll().execute();
        const entries = rows.map((row) => ({
          kind: row.kind as EntryKind,
          amount: micros(row.amount),
        }));
        const balance = balanceOf(entries);
        const account = await quota.account("g");
        expect(account).toMatchObject({ used: balance.used, reserved: balance.reserved });
        expect(entries.length === 0 || account.left === balance.left).toBe(true);
        expect(balance.used).toBeGreaterThanOrEqual(0);
        expect(balance.reserved).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 25 },
    );
  });

  test("a grant that is delivered twice is granted once", async () => {
    const { quota } = quotaWith({ budget: 1 });
    const by = { ...boss, invocation: "event-1" };

    await Promise.all([quota.grant("g", dollars(5), by), quota.grant("g", dollars(5), by)]);

    expect(await quota.account("g")).toMatchObject({ budget: dollars(6) });
  });

  test("the bot's own budget is what the configuration says now", async () => {
    const { reserve } = quotaWith();
    await reserve("a", dollars(2));

    const { reserve: reserveLater } = quotaWith({ global: 3 });

    await expect(reserveLater("b", dollars(2))).rejects.toThrow(/bot's own budget/);
    await reserveLater("c", dollars(1));
    await reserveLater("d", 0);
  });

  test("an admin gives back at most what a job has cost, an operator up to what was spent", async () => {
    const { quota, reserve, settle } = quotaWith();
    await reserve("a", dollars(2));
    await settle("a", dollars(2));
    await reserve("b", dollars(1));
    await settle("b", dollars(1));

    await quota.adjust("g", "a", dollars(0.5), admin);

    await expect(quota.adjust("g", "a", dollars(1.6), admin)).rejects.toThrow(
      /It has cost \$1\.50/,
    );
    await expect(quota.adjust("g", "z", dollars(1), admin)).rejects.toThrow(/no paid video “z”/);
    await expect(quota.adjust("other", "a", dollars(1), admin)).rejects.toThrow(/no paid video/);
    await expect(quota.adjust("g", "a", dollars(9), boss)).rejects.toThrow(/Use grant/);
    await quota.adjust("g", "a", dollars(2.5), boss);
    expect(await quota.account("g")).toMatchObject({ used: 0, left: dollars(10) });
  });

  test("an admin gives all back by the whole cents that they have read", async () => {
    const { quota, reserve, settle } = quotaWith();
    await reserve("a", dollars(2));
    await settle("a", dollars(1.2164));

    await quota.adjust("g", "a", dollars(1.22), admin);

    expect(await quota.account("g")).toMatchObject({ used: 0 });
  });
});

test("every settlement adds up to its reservation, to the micro-dollar", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (reserved, cost) => {
      const { settled, released, overrun } = settlementOf(micros(reserved), micros(cost));
      expect(settled + released).toBe(reserved);
      expect(settled + overrun).toBe(cost);
    }),
  );
});

test("months follow the guild's time zone", () => {
  const newYearInTokyo = Date.UTC(2026, 11, 31, 16);

  expect(periodOf(newYearInTokyo, "UTC")).toBe("2026-12");
  expect(periodOf(newYearInTokyo, "Asia/Tokyo")).toBe("2027-01");
  expect(renewalOf("2026-12")).toBe(Date.UTC(2027, 0, 1));
});
