import { UserError } from "../errors.ts";
import type { Micros } from "../money.ts";
import { micros, minus } from "../money.ts";
import { accountOf, moveBound } from "../store/accounts.ts";
import { claimOnce } from "../store/claims.ts";
import { budgetGrantedIn, paidEntriesOfGuild } from "../store/ledger.ts";
import type { SharedShelf } from "../store/shelf.ts";
import type { Database, Store } from "../store/store.ts";
import { append, openGuild } from "./book.ts";
import type { Actor } from "./book.ts";
import type { HistoryEntry } from "./history.ts";
import { toHistoryEntry } from "./history.ts";
import { bookLate, giveBack } from "./adjust.ts";
import { renewalOf } from "./period.ts";
import type { Claim } from "./reserve.ts";
import { reserve } from "./reserve.ts";
import { settle } from "./settle.ts";
import type { GuildSettings } from "./settings.ts";
import type { Bounds } from "./terms.ts";
import { createTerms } from "./terms.ts";

export { daysIn } from "./days.ts";

/** Where a guild stands this month. */
export interface Account {
  readonly budget: Micros;
  readonly used: Micros;
  readonly reserved: Micros;
  /** Below zero when the budget was lowered under what is used. */
  readonly left: Micros;
  /** The day on which it renews, as its midnight in UTC, in epoch ms. */
  readonly renewsAt: number;
}

/** The money of every guild. Whatever it throws, nothing has been spent. */
export interface Quota {
  /**
   * Prepares a claim, outside of any transaction. The answer sets the money aside inside one; it
   * throws `QuotaExceeded` when a budget has no room, and that transaction must then fail.
   */
  claim(claim: Claim): Promise<(tx: Database) => Promise<void>>;

  /** Throws `QuotaExceeded` when the claim would be refused now; reserves nothing. */
  check(claim: Claim): Promise<void>;

  /** Spends the true cost of a job, at most its reservation, and frees the rest. Once per job. */
  settle(tx: Database, job: string, cost: Micros): Promise<{ overrun: Micros }>;

  /**
   * Books what a job costs that was found after its money had been settled: at most what had been
   * reserved, and nothing when it was charged already. Called once, in the commit that closes it.
   */
  bookLate(tx: Database, job: string, cost: Micros): Promise<{ overrun: Micros }>;

  account(guild: string): Promise<Account>;

  /** Gives money of a job back: guilds' admins at most what it has cost, operators any amount. */
  adjust(guild: string, job: string, amount: Micros, by: Actor): Promise<void>;

  /** Sets a guild's monthly budget, from this month on. Beyond the ceiling only for operators. */
  setBudget(guild: string, amount: Micros, by: Actor): Promise<void>;

  /** Gives a guild money for this month. For operators alone. */
  grant(guild: string, amount: Micros, by: Actor): Promise<void>;

  /** The latest entries of a guild that have moved money, newest first: free drafts are no part of it. */
  history(guild: string, limit: number): Promise<HistoryEntry[]>;
}

export function createQuota(deps: {
  store: Store;
  settings: SharedShelf<GuildSettings>;
  bounds: Bounds;
  now: () => number;
}): Quota {
  const { store, settings, bounds, now } = deps;
  const termsOf = createTerms(settings, bounds, now);

  return {
    async claim(claim) {
      const terms = await termsOf(claim.guild);
      return (tx) => reserve(tx, claim, terms, bounds);
    },

    async check(claim) {
      const terms = await termsOf(claim.guild);
      const trial = store.transaction(async (tx) => {
        await reserve(tx, claim, terms, bounds);
        throw new TakenBack();
      });
      await trial.catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
    },

    settle: (tx, job, cost) => settle(tx, job, cost, now()),

    bookLate: (tx, job, cost) => bookLate(tx, job, cost, now()),

    adjust: (guild, job, amount, by) =>
      store.transaction(async (tx) => {
        const at = now();
        if (await isFirst(tx, by, at)) await giveBack(tx, { guild, job, amount, by, at });
      }),

    async account(guild) {
      const { budget, period } = await termsOf(guild);
      const row = await accountOf(store.db, { scope: guild, period });
      const bound = micros(row?.bound ?? budget);
      const used = micros(row?.used ?? 0);
      const reserved = micros(row?.reserved ?? 0);
      const left = minus(minus(bound, used), reserved);
      return { budget: bound, used, reserved, left, renewsAt: renewalOf(period) };
    },

    async setBudget(guild, amount, by) {
      const terms = await termsOf(guild);
      if (!by.isOperator && amount > terms.ceiling) {
        throw new UserError(
          "You may set the budget up to {{ceiling, money}}. Only an operator of this bot can allow more.",
          { ceiling: terms.ceiling },
        );
      }
      const key = { scope: guild, period: terms.period };
      await store.transaction(async (tx) => {
        await openGuild(tx, guild, terms);
        // Locks the row first, so that two changes at once do not both start from the old budget.
        await moveBound(tx, key, 0);
        const change = amount - (await budgetGrantedIn(tx, guild, terms.period));
        await moveBound(tx, key, change);
        const entry = { amount: micros(change), actor: by.id, note: "budget" };
        await append(tx, guild, terms, { kind: "grant", ...entry });
      });
      await settings.change(guild, (present) => ({
        ...present,
        budget: amount,
        ...(by.isOperator && { ceiling: amount }),
      }));
    },

    async grant(guild, amount, by) {
      if (!by.isOperator) {
        throw new UserError(
          "Only an operator of this bot can grant money. They are named in OPERATORS.",
        );
      }
      const terms = await termsOf(guild);
      await store.transaction(async (tx) => {
        if (!(await isFirst(tx, by, terms.at))) return;
        await openGuild(tx, guild, terms);
        await moveBound(tx, { scope: guild, period: terms.period }, amount);
        await append(tx, guild, terms, { kind: "grant", amount, actor: by.id });
      });
    },

    async history(guild, limit) {
      return (await paidEntriesOfGuild(store.db, guild, limit)).map(toHistoryEntry);
    },
  };
}

/** An invocation that is delivered again moves no money again. */
async function isFirst(tx: Database, { invocation }: Actor, at: number): Promise<boolean> {
  return invocation === undefined || claimOnce(tx, invocation, at);
}

/** Ends a transaction that was only a trial. */
class TakenBack extends Error {}
