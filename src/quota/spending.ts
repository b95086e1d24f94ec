import { z } from "zod";
import type { Micros } from "../money.ts";
import { micros, sum } from "../money.ts";
import { accountOf } from "../store/accounts.ts";
import type { Shelf } from "../store/shelf.ts";
import type { SpendingRow } from "../store/spending.ts";
import { spendingIn } from "../store/spending.ts";
import type { Store } from "../store/store.ts";
import { daysIn, daysOf, monthBefore } from "./days.ts";
import type { GuildSettings } from "./settings.ts";
import type { Bounds } from "./terms.ts";
import { createTerms } from "./terms.ts";

/** A day, and more than any time zone is away from UTC, in ms. */
const MARGIN = 3 * 86_400_000;

/** What somebody, or a model, has cost on each day. */
export interface Share {
  /** `undefined` for all that are too small to be told apart. */
  readonly name?: string | undefined;
  readonly total: Micros;
  readonly byDay: readonly Micros[];
}

/** What a guild has spent in a month. */
export interface Spent {
  /** ISO dates in the guild's time zone, up to today. */
  readonly days: readonly string[];
  /** Largest first. */
  readonly shares: readonly Share[];
  readonly total: Micros;
  readonly budget: Micros;
  /** The budget, spread evenly over all days of the month. */
  readonly budgetByDay: Micros;
}

export interface Spending {
  /** At most `most` shares; the last one then sums up the rest. */
  of(
    guild: string,
    how: { month: "this" | "last"; by: "person" | "model"; most: number },
  ): Promise<Spent>;
}

/** What is read of a job: who asked for it, and what filmed it. */
const JobData = z.object({
  person: z.object({ name: z.string() }),
  request: z.object({ model: z.string() }),
});

export function createSpending(deps: {
  store: Store;
  settings: Shelf<GuildSettings>;
  bounds: Bounds;
  now: () => number;
}): Spending {
  const { store, settings, bounds, now } = deps;
  const termsOf = createTerms(settings, bounds, now);

  return {
    async of(guild, { month, by, most }) {
      const terms = await termsOf(guild);
      const dayOf = daysIn(terms.settings.timeZone ?? "UTC");
      const period = month === "this" ? terms.period : monthBefore(terms.period);
      const all = daysOf(period);
      const today = dayOf(now());
      const days = all.filter((day) => day <= today);

      const shares = new Map<string, { name: string; byDay: number[] }>();
      const from = Date.parse(`${period}-01`) - MARGIN;
      const to = Date.parse(days.at(-1) ?? today) + MARGIN;
      for await (const row of spendingIn(store.db, { guild, from, to })) {
        const place = days.indexOf(dayOf(row.at));
        if (place < 0) continue;
        const { key, name } = ownerOf(row, by);
        const { byDay } = shares.get(key) ?? { byDay: days.map(() => 0) };
        byDay[place] = (byDay[place] ?? 0) + (row.kind === "settle" ? row.amount : -row.amount);
        shares.set(key, { name, byDay });
      }
      const told = summedUp([...shares.values()].map(toShare), most);
      const account = await accountOf(store.db, { scope: guild, period });
      const budget = micros(account?.bound ?? terms.budget);
      const budgetByDay = micros(Math.round(budget / all.length));
      const total = sum(told.map((share) => share.total));
      return { days, shares: told, total, budget, budgetByDay };
    },
  };
}

/** Whose an entry is; a job that is no longer known leaves its person's id alone. */
function ownerOf({ data, person }: SpendingRow, by: "person" | "model") {
  const job = data === null ? undefined : JobData.safeParse(JSON.parse(data)).data;
  const model = job?.request.model ?? "?";
  if (by === "model") return { key: model, name: model };
  return { key: person ?? "?", name: job?.person.name ?? person ?? "?" };
}

function toShare({ name, byDay }: { name?: string; byDay: readonly number[] }): Share {
  const amounts = byDay.map(micros);
  return { name, byDay: amounts, total: sum(amounts) };
}

/** The largest shares, and the rest as one. */
function summedUp(shares: readonly Share[], most: number): Share[] {
  const sorted = shares.toSorted(
    (one, other) => other.total - one.total || (one.name ?? "").localeCompare(other.name ?? ""),
  );
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const byDay = (rest[0]?.byDay ?? []).map((_, day) =>
    rest.reduce((all, share) => all + (share.byDay[day] ?? 0), 0),
  );
  return [...sorted.slice(0, most - 1), toShare({ byDay })];
}
