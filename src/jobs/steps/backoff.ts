const SHORTEST = 1_000;
const LONGEST = 60_000;

/** How long to wait after `failures` in a row, in ms: doubling up to a minute, with ±20 %. */
export function backoff(failures: number, random: () => number): number {
  const wait = Math.min(LONGEST, SHORTEST * 2 ** Math.min(failures, 10));
  return wait * (0.8 + random() * 0.4);
}
