import type { Micros } from "../../src/money.ts";
import { dollars, micros } from "../../src/money.ts";
import { createQuota } from "../../src/quota/quota.ts";
import { GuildSettings } from "../../src/quota/settings.ts";
import { createShelf } from "../../src/store/shelf.ts";
import type { Store } from "../../src/store/store.ts";
import { createClock } from "../fakes/clock.ts";

export const boss = { id: "boss", isOperator: true };
export const admin = { id: "admin", isOperator: false };

/** The money of all guilds in `store`, under bounds in dollars, at a time of its own. */
export function openQuota(
  store: Store,
  bounds: { budget?: number; global?: number; cap?: number } = {},
) {
  const clock = createClock();
  const settings = createShelf(store, "guild", GuildSettings, clock.now);
  const inDollars = (amount: number | undefined): Micros | undefined =>
    amount === undefined ? undefined : dollars(amount);
  const quota = createQuota({
    store,
    settings,
    now: clock.now,
    bounds: {
      defaultBudget: dollars(bounds.budget ?? 10),
      globalBudget: inDollars(bounds.global),
      personCap: inDollars(bounds.cap),
    },
  });
  return {
    quota,
    clock,
    settings,
    store,
    async reserve(job: string, amount: number, guild = "g", person = "p") {
      const claim = await quota.claim({ job, guild, person, amount: micros(amount) });
      return store.transaction(claim);
    },
    settle: (job: string, cost: number) =>
      store.transaction((tx) => quota.settle(tx, job, micros(cost))),
    bookLate: (job: string, cost: number) =>
      store.transaction((tx) => quota.bookLate(tx, job, micros(cost))),
    /** What was used and what is set aside in an account; `undefined` where it was never opened. */
    async account(scope: string, period = "2026-11") {
      return store.db
        .selectFrom("accounts")
        .select(["used", "reserved", "bound"])
        .where("scope", "=", scope)
        .where("period", "=", period)
        .executeTakeFirst();
    },
  };
}
