import type { Micros } from "../money.ts";
import { openAccount } from "../store/accounts.ts";
import { appendEntry } from "../store/ledger.ts";
import type { Database } from "../store/store.ts";
import type { EntryKind } from "./ledger.ts";
import type { Terms } from "./terms.ts";

export const GLOBAL = "global";

export interface Entry {
  readonly kind: EntryKind;
  readonly amount: Micros;
  readonly job?: string;
  readonly person?: string;
  readonly actor?: string;
  readonly note?: string;
}

/** Who changes a guild's money by hand. */
export interface Actor {
  readonly id: string;
  readonly isOperator: boolean;
  /** The invocation that asks: under the same one, money is moved once. */
  readonly invocation?: string;
}

type When = Pick<Terms, "period" | "globalPeriod" | "at">;

/** Appends an entry. Answers `false`, and writes nothing, when the job already has one of its kind. */
export async function append(
  tx: Database,
  guild: string,
  { period, globalPeriod, at }: When,
  { kind, amount, job, person, actor, note }: Entry,
): Promise<boolean> {
  return appendEntry(tx, {
    guild,
    person: person ?? null,
    job: job ?? null,
    kind,
    amount,
    period,
    global_period: globalPeriod,
    actor: actor ?? null,
    note: note ?? null,
    at,
  });
}

/** Opens a guild's account of the month; its budget is the first entry. */
export async function openGuild(tx: Database, guild: string, terms: Terms): Promise<void> {
  const { budget, period } = terms;
  const isNew = await openAccount(tx, { scope: guild, period }, budget);
  if (isNew) await append(tx, guild, terms, { kind: "grant", amount: budget, note: "budget" });
}

/** One person's spending within a guild. */
export function personScope(guild: string, person: string): string {
  return `${guild}/${person}`;
}
