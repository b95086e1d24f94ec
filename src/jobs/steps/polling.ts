/** How a model is polled. Times in ms. */
export interface PollPlan {
  /** How long after the submission the first poll comes. */
  readonly first: number;
  /** How long between two polls; the same all the way, since waiting is no error. */
  readonly step: number;
}

const FEWEST_KNOWN = 5;
const FASTEST_STEP = 1_000;
const SLOWEST_STEP = 15_000;
/**
 * The step as a share of the spread of durations. With M the mean time from the first poll to the
 * end, polls × lag is near (1.5 + M / step) × step / 2: a step of a tenth of M costs 15 % more than
 * the finest, and M is a bit more than half of the spread after an early first poll.
 */
const SHARE = 0.08;
const JITTER = 0.1;

/**
 * Plans the polls of a model from how long its latest generations took: the first near the 5th
 * percentile, since an earlier one would be in vain, then fixed steps. Before enough are known, a
 * typical duration stands in. Where progress is truly reported, polls begin at once, to show it.
 */
export function pollPlan(model: {
  /** Shortest first. */
  durations: readonly number[];
  typical: number;
  reportsProgress: boolean;
}): PollPlan {
  const { durations, typical, reportsProgress } = model;
  const isKnown = durations.length >= FEWEST_KNOWN;
  const early = isKnown ? percentile(durations, 0.05) : typical * 0.5;
  const late = isKnown ? percentile(durations, 0.95) : typical * 1.5;
  const step = Math.min(SLOWEST_STEP, Math.max(FASTEST_STEP, (late - early) * SHARE));
  return { first: reportsProgress ? Math.min(step, FASTEST_STEP) : Math.max(early, 500), step };
}

/**
 * When to poll next, in ms from now. Steps vary by ±10 %, so that many jobs do not ask in one beat;
 * the first poll by a fifth of a step, and only later: one that came too soon would be in vain.
 */
export function nextPoll(plan: PollPlan, elapsed: number, random: () => number): number {
  const spread = random() * 2 * JITTER;
  if (elapsed < plan.first) return plan.first - elapsed + plan.step * spread;
  return plan.step * (1 - JITTER + spread);
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
