import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dollars } from "../../src/money.ts";
import type { TestStore } from "../fakes/stores.ts";
import { testStores } from "../fakes/stores.ts";
import { admin, boss, openQuota } from "./open-quota.ts";

/** The evening of 30 November in UTC, and the morning of 1 December in Tokyo. */
const NEW_MONTH_IN_TOKYO = Date.UTC(2026, 10, 30, 20);

describe.each(testStores)("the bounds of money on $name", ({ open }) => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.dispose());

  test("drafts go on where every bound was lowered below what is spent", async () => {
    const before = openQuota(opened.store);
    await before.reserve("a", dollars(5));
    await before.quota.setBudget("g", dollars(1), admin);

    const { reserve, account } = openQuota(opened.store, { global: 1, cap: 1 });

    await reserve("draft", 0);
    await expect(reserve("paid", 1)).rejects.toThrow(/used up/);
    expect(await account("global")).toMatchObject({ reserved: dollars(5) });
  });

  test("a person's cap holds in each guild by itself", async () => {
    const { reserve } = openQuota(opened.store, { cap: 2 });
    await reserve("a", dollars(2), "one", "ann");

    await reserve("b", dollars(2), "two", "ann");

    await expect(reserve("c", dollars(1), "one", "ann")).rejects.toThrow(/your own/);
  });

  test("a person reads what is left of their cap", async () => {
    const { reserve } = openQuota(opened.store, { cap: 2 });
    await reserve("a", dollars(1.5));

    const refusal = reserve("b", dollars(1));

    await expect(refusal).rejects.toThrow("costs $1.00 and $0.50 of your own $2.00");
  });

  test("a guild's own cap stands in the place of the configuration's", async () => {
    const { reserve, settings } = openQuota(opened.store, { cap: 5 });
    await settings.set("g", { personCap: dollars(1) });

    await expect(reserve("a", dollars(2))).rejects.toThrow(/your own \$1\.00/);
    await reserve("b", dollars(2), "other");
  });

  test("a guild's month is its own, the bot's is in UTC, to the last cent", async () => {
    const { clock, settings, reserve, settle, account } = openQuota(opened.store, { global: 9 });
    await settings.set("tokyo", { timeZone: "Asia/Tokyo" });
    clock.jumpTo(NEW_MONTH_IN_TOKYO);

    await reserve("a", dollars(3), "tokyo");
    await settle("a", dollars(2));

    const spent = { used: dollars(2), reserved: 0 };
    expect(await account("tokyo", "2026-12")).toMatchObject(spent);
    expect(await account("tokyo/p", "2026-12")).toMatchObject(spent);
    expect(await account("global", "2026-11")).toMatchObject(spent);
    expect(await account("tokyo", "2026-11")).toBeUndefined();
    expect(await account("global", "2026-12")).toBeUndefined();
  });

  test("an admin who has lowered the budget may raise it again to what it was", async () => {
    const { quota } = openQuota(opened.store, { budget: 10 });
    await quota.setBudget("g", dollars(4), admin);

    await quota.setBudget("g", dollars(10), admin);

    expect(await quota.account("g")).toMatchObject({ budget: dollars(10) });
    await expect(quota.setBudget("g", dollars(11), admin)).rejects.toThrow(/up to \$10\.00/);
  });

  test("each month and each guild has a budget of its own", async () => {
    const { quota, clock, account } = openQuota(opened.store);
    await quota.setBudget("g", dollars(8), admin);
    await quota.setBudget("other", dollars(3), admin);
    await quota.grant("g", dollars(1), boss);
    clock.advance(20 * 86_400_000);

    await quota.setBudget("g", dollars(7), admin);
    await quota.grant("g", dollars(2), boss);

    expect(await account("g", "2026-11")).toMatchObject({ bound: dollars(9) });
    expect(await account("g", "2026-12")).toMatchObject({ bound: dollars(9) });
    expect(await account("other", "2026-11")).toMatchObject({ bound: dollars(3) });
    const { budget } = await quota.account("g");
    expect(budget).toBe(dollars(9));
  });

  test("of two budgets that are set at once one holds", async () => {
    const { quota } = openQuota(opened.store);

    await Promise.all([3, 6].map((amount) => quota.setBudget("g", dollars(amount), admin)));

    expect([dollars(3), dollars(6)]).toContain((await quota.account("g")).budget);
  });

  test("asking whether there is room sets nothing aside", async () => {
    const { quota, account } = openQuota(opened.store, { budget: 3 });
    const claim = { job: "a", guild: "g", person: "p", amount: dollars(2) };

    await quota.check(claim);
    await quota.check(claim);

    const tooMuch = { ...claim, amount: dollars(4) };
    await expect(quota.check(tooMuch)).rejects.toThrow(/\$3\.00 of the shared budget is left/);
    expect(await account("g")).toBeUndefined();
    expect(await quota.history("g", 9)).toEqual([]);
  });

  test("nobody reads another guild's history", async () => {
    const { quota, reserve } = openQuota(opened.store);
    await reserve("a", dollars(1), "one");

    expect(await quota.history("two", 9)).toEqual([]);
    expect(await quota.history("one", 9)).toHaveLength(2);
  });
});
