import type { PollPlan } from "../src/jobs/steps/polling.ts";
import { nextPoll, pollPlan } from "../src/jobs/steps/polling.ts";
import type { Bench, Line } from "./bench.ts";
import { inSeconds } from "./figures.ts";

/** A lognormal distribution of how long generations take: its median, and its sigma. */
const MODELS = [
  { name: "quick and even", median: 30_000, sigma: 0.2 },
  { name: "usual", median: 90_000, sigma: 0.5 },
  { name: "slow and uneven", median: 240_000, sigma: 0.9 },
];
const LEARNED = 60;
const LEARNINGS = 25;
const DRAWN = 20_000;
/** The floor's search: first polls by their percentile, steps by their share of the median. */
const FIRSTS = Array.from({ length: 41 }, (_, index) => index / 100);
const STEPS = Array.from({ length: 40 }, (_, index) => 0.005 * 1.2 ** index);

/**
 * Polls × lag. A generation takes D; it is polled at t₁ < t₂ < …, and its end is noticed by the
 * first poll at or after D. It costs the number of polls up to then, and the lag tₙ − D. Few polls
 * lag, and many polls cost, so a plan is judged by the product E[polls] × E[lag].
 *
 * The floor is the least product of any plan of a first poll and equal steps that knows the
 * distribution beforehand, found by searching over both on the same drawn durations. Ours has
 * learned from 60 generations (25 times over, each from other ones), and has its jitter. Where
 * progress is reported we poll to show it, and the product says nothing.
 */
export const bench: Bench = {
  async run() {
    return MODELS.map(({ name, median, sigma }): Line => {
      const random = seeded(7);
      const draw = () => median * Math.exp(sigma * normal(random));
      const durations = Array.from({ length: DRAWN }, draw);
      const ours = averageOf(
        Array.from({ length: LEARNINGS }, () => {
          const learned = Array.from({ length: LEARNED }, draw).toSorted((a, b) => a - b);
          const plan = pollPlan({ durations: learned, typical: 1, reportsProgress: false });
          return costAsRun(plan, durations.slice(0, DRAWN / 10), random);
        }),
      );
      const floor = bestOf(durations, median);
      return {
        what: `Polls × lag, ${name}: ${median / 1_000} s, σ ${sigma}`,
        ours: textOf(ours),
        floor: textOf(floor),
        ratio: product(ours) / product(floor),
        aim: "1.15×",
      };
    });
  },
};

interface Cost {
  readonly polls: number;
  /** In ms. */
  readonly lag: number;
}

/** As the jobs do it: each wait with its jitter. */
function costAsRun(plan: PollPlan, durations: readonly number[], random: () => number): Cost {
  return averageOf(
    durations.map((duration) => {
      let at = 0;
      let polls = 0;
      while (at < duration || polls === 0) {
        at += nextPoll(plan, at, random);
        polls += 1;
      }
      return { polls, lag: at - duration };
    }),
  );
}

function bestOf(durations: readonly number[], median: number): Cost {
  const sorted = durations.toSorted((one, other) => one - other);
  const plans = FIRSTS.flatMap((share) =>
    STEPS.map((part) => ({
      first: sorted[Math.floor(sorted.length * share)] ?? 0,
      step: part * median,
    })),
  );
  const costs = plans.map((plan) => costInTheory(plan, sorted));
  return costs.reduce((best, cost) => (product(cost) < product(best) ? cost : best));
}

function costInTheory({ first, step }: PollPlan, durations: readonly number[]): Cost {
  let polls = 0;
  let lag = 0;
  for (const duration of durations) {
    const more = Math.max(0, Math.ceil((duration - first) / step));
    polls += 1 + more;
    lag += first + more * step - duration;
  }
  return { polls: polls / durations.length, lag: lag / durations.length };
}

function averageOf(costs: readonly Cost[]): Cost {
  let polls = 0;
  let lag = 0;
  for (const cost of costs) {
    polls += cost.polls;
    lag += cost.lag;
  }
  return { polls: polls / costs.length, lag: lag / costs.length };
}

function product({ polls, lag }: Cost): number {
  return polls * lag;
}

function textOf(cost: Cost): string {
  return `${cost.polls.toFixed(1)} × ${inSeconds(cost.lag)}`;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
