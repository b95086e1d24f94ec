import { slipsBetween } from "../slips.ts";

/** Shorter names are too easily like another one: PATH is no slip of PORT. */
const SHORTEST = 6; // letters

/** The variable that `name` perhaps meant: a slip of the finger, or a word more or less. */
export function nearestOf(name: string, variables: readonly string[]): string | undefined {
  return (
    variables.find((one) => isSlip(name, one)) ??
    variables.find((one) => isLongerOrShorter(name, one))
  );
}

function isSlip(one: string, other: string): boolean {
  const shortest = Math.min(one.length, other.length);
  return shortest >= SHORTEST && slipsBetween(one, other) <= (shortest > SHORTEST + 2 ? 2 : 1);
}

/** DISCORD_BOT_TOKEN for DISCORD_TOKEN, FAL_API_KEY for FAL_KEY; one word alone says too little. */
function isLongerOrShorter(one: string, other: string): boolean {
  const [fewer = [], more = []] = [one.split("_"), other.split("_")].toSorted(
    (a, b) => a.length - b.length,
  );
  return fewer.length > 1 && fewer[0] === more[0] && fewer.every((word) => more.includes(word));
}
