import { afterEach, beforeEach, expect, test } from "vitest";
import { dollars, NOTHING } from "../../src/money.ts";
import { createQuota } from "../../src/quota/quota.ts";
import { GuildSettings } from "../../src/quota/settings.ts";
import { createSpending } from "../../src/quota/spending.ts";
import { createShelf } from "../../src/store/shelf.ts";
import { createClock } from "../fakes/clock.ts";
import type { TestStore } from "../fakes/stores.ts";
import { openTestSqlite } from "../fakes/stores.ts";

const DAY = 86_400_000;
const all = { month: "this", by: "person", most: 6 } as const;
let opened: TestStore;
beforeEach(async () => (opened = await openTestSqlite()));
afterEach(() => opened.dispose());

/** A guild's money, with the clock at the first noon of November 2026. */
function begin() {
  const clock = createClock();
  clock.advance(Date.UTC(2026, 10, 1, 12) - clock.now());
  const { store } = opened;
  const settings = createShelf(store, "guild", GuildSettings, clock.now);
  const bounds = {
    defaultBudget: dollars(30),
    globalBudget: undefined,
    personCap: undefined,
  };
  const deps = { store, settings, bounds, now: clock.now };
  const quota = createQuota(deps);
  let jobs = 0;

  async function spend(person: string, usd: number) {
    const job = `job-${(jobs += 1)}`;
    const reserve = await quota.claim({ job, guild: "g", person, amount: dollars(usd) });
    await store.transaction(reserve);
    await store.transaction((tx) => quota.settle(tx, job, dollars(usd)));
    return job;
  }
  return { clock, settings, quota, spend, spending: createSpending(deps) };
}

test("what was spent is told by day and by person, the largest first, up to today", async () => {
  const { clock, spend, spending } = begin();
  await spend("ann", 1);
  await spend("ben", 2);
  clock.advance(2 * DAY);
  await spend("ann", 3);

  const spent = await spending.of("g", all);

  expect(spent.days).toEqual(["2026-11-01", "2026-11-02", "2026-11-03"]);
  expect(spent.shares).toEqual([
    { name: "ann", total: dollars(4), byDay: [dollars(1), NOTHING, dollars(3)] },
    { name: "ben", total: dollars(2), byDay: [dollars(2), NOTHING, NOTHING] },
  ]);
  expect(spent).toMatchObject({
    total: dollars(6),
    budget: dollars(30),
    budgetByDay: dollars(1),
  });
});

test("what is given back is spent no more", async () => {
  const { quota, spend, spending } = begin();
  const job = await spend("ann", 4);
  await quota.adjust("g", job, dollars(1), { id: "boss", isOperator: true });

  expect(await spending.of("g", all)).toMatchObject({ total: dollars(3) });
});

test("days and months begin by the guild's own midnight", async () => {
  const { clock, settings, spend, spending } = begin();
  await settings.set("g", { timeZone: "Pacific/Auckland" });
  clock.advance(-1.2 * DAY);
  await spend("ann", 1);
  clock.advance(DAY);

  const spent = await spending.of("g", all);
  const before = await spending.of("g", { ...all, month: "last" });

  // It is still 31 October in UTC, and November down there.
  expect(spent.days[0]).toBe("2026-11-01");
  expect(spent.shares).toEqual([]);
  expect(before.days).toHaveLength(31);
  expect(before.total).toBe(dollars(1));
});

test("more people than a chart tells apart become one", async () => {
  const { spend, spending } = begin();
  for (const person of ["a", "b", "c", "d"]) await spend(person, person === "b" ? 5 : 1);

  const { shares } = await spending.of("g", { ...all, most: 3 });

  expect(shares.map(({ name, total }) => [name, total])).toEqual([
    ["b", dollars(5)],
    ["a", dollars(1)],
    [undefined, dollars(2)],
  ]);
});

test("a month of many videos is read in pieces, and none is lost", async () => {
  const { spend, spending } = begin();
  for (let job = 0; job < 501; job += 1) await spend("ann", 0.01);

  expect(await spending.of("g", all)).toMatchObject({ total: dollars(5.01) });
});
