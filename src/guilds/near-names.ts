import { slipsBetween } from "../slips.ts";

/** How many letters may be wrong in a short name. */
const MOST_MISTAKES = 2;

/** The names that somebody may have meant, the nearest first. */
export function nearNames(typed: string, names: readonly string[]): string[] {
  const wanted = typed.toLowerCase();
  return names
    .map((name) => ({ name, mistakes: mistakesIn(wanted, name.toLowerCase()) }))
    .filter(({ mistakes }) => mistakes <= MOST_MISTAKES)
    .toSorted((one, other) => one.mistakes - other.mistakes)
    .map(({ name }) => name);
}

/** One that only begins alike has one mistake. */
function mistakesIn(typed: string, name: string): number {
  if (typed.length >= 3 && (name.startsWith(typed) || typed.startsWith(name))) return 1;
  return slipsBetween(typed, name);
}
