import type { Micros } from "../money.ts";
import { minus, smaller, sum } from "../money.ts";

/**
 * - `grant`: money given to a guild for a period; negative when a budget was lowered.
 * - `reserve`: set aside for a job, before anything is sent.
 * - `settle`: what a job truly cost, out of its reservation; `release`: what was not needed.
 * - `adjust`: a correction by hand, given back (positive) or booked late (negative).
 */
export type EntryKind = "grant" | "reserve" | "settle" | "release" | "adjust";

export interface Entry {
  readonly kind: EntryKind;
  readonly amount: Micros;
}

/** How the money of one reservation ends: to the micro-dollar, settled + released = reserved. */
export interface Settlement {
  readonly settled: Micros;
  readonly released: Micros;
  /** What the provider asked beyond the reservation: the operator's loss, never the guild's. */
  readonly overrun: Micros;
}

export function settlementOf(reserved: Micros, cost: Micros): Settlement {
  const settled = smaller(reserved, cost);
  return { settled, released: minus(reserved, settled), overrun: minus(cost, settled) };
}

/** Where a guild stands in a period, by its entries alone. */
export interface Balance {
  readonly granted: Micros;
  readonly used: Micros;
  readonly reserved: Micros;
  readonly left: Micros;
}

/** Sums a period's entries. An account that says otherwise has drifted. */
export function balanceOf(entries: readonly Entry[]): Balance {
  const total = (kind: EntryKind) =>
    sum(entries.filter((entry) => entry.kind === kind).map(({ amount }) => amount));
  const granted = total("grant");
  const settled = total("settle");
  const used = minus(settled, total("adjust"));
  const reserved = minus(minus(total("reserve"), settled), total("release"));
  return { granted, used, reserved, left: minus(minus(granted, used), reserved) };
}
