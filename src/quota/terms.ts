import type { Micros } from "../money.ts";
import type { Shelf } from "../store/shelf.ts";
import { periodOf } from "./period.ts";
import type { GuildSettings } from "./settings.ts";

/** What the operator's configuration says about money. */
export interface Bounds {
  /** The month's budget of a guild that has not set one. */
  readonly defaultBudget: Micros;
  readonly globalBudget: Micros | undefined;
  readonly personCap: Micros | undefined;
}

/** What holds for a guild's money at one moment. */
export interface Terms {
  readonly budget: Micros;
  readonly ceiling: Micros;
  readonly personCap: Micros | undefined;
  /** The guild's month, in its own time zone, and the operator's in UTC. */
  readonly period: string;
  readonly globalPeriod: string;
  readonly at: number;
  readonly settings: GuildSettings;
}

/** Reads a guild's settings over the configuration. Never called inside a transaction. */
export function createTerms(settings: Shelf<GuildSettings>, bounds: Bounds, now: () => number) {
  return async function termsOf(guild: string): Promise<Terms> {
    const set = (await settings.get(guild)) ?? {};
    const at = now();
    return {
      budget: set.budget ?? bounds.defaultBudget,
      ceiling: set.ceiling ?? bounds.defaultBudget,
      personCap: set.personCap ?? bounds.personCap,
      period: periodOf(at, set.timeZone ?? "UTC"),
      globalPeriod: periodOf(at, "UTC"),
      at,
      settings: set,
    };
  };
}
