import fc from "fast-check";
import { expect, test } from "vitest";
import { backoff } from "../../src/jobs/steps/backoff.ts";
import { nextPoll, pollPlan } from "../../src/jobs/steps/polling.ts";

const known = Array.from({ length: 40 }, (_, index) => 60_000 + index * 1_000);

test("the first poll comes near the 5th percentile of what is known", () => {
  const { first } = pollPlan({ durations: known, typical: 10_000, reportsProgress: false });

  expect(first).toBe(62_000);
});

test("before enough is known, the typical duration stands in", () => {
  const plan = pollPlan({ durations: [1, 2], typical: 40_000, reportsProgress: false });

  expect(plan).toEqual({ first: 20_000, step: 3_200 });
});

test("waiting is no error: polls after the first come in equal steps", () => {
  const plan = pollPlan({ durations: known, typical: 10_000, reportsProgress: false });
  const middle = () => 0.5;

  expect([70_000, 90_000, 900_000].map((at) => nextPoll(plan, at, middle))).toEqual([
    plan.step,
    plan.step,
    plan.step,
  ]);
});

test("the first poll is never early, whatever the jitter", () => {
  const plan = pollPlan({ durations: known, typical: 10_000, reportsProgress: false });

  const waits = [0, 0.5, 0.999].map((luck) => nextPoll(plan, 0, () => luck));

  expect(Math.min(...waits)).toBe(plan.first);
  expect(Math.max(...waits)).toBeLessThan(plan.first + plan.step / 5);
});

test("where progress is reported, polls begin at once", () => {
  const plan = pollPlan({ durations: known, typical: 10_000, reportsProgress: true });

  expect(plan.first).toBeLessThanOrEqual(1_000);
});

test("every wait is bounded and jittered, whatever was learned", () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1e7)),
      fc.nat(1e7),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (...given) => {
        const [durations, elapsed, luck] = given;
        const sorted = durations.toSorted((one, other) => one - other);
        const plan = pollPlan({ durations: sorted, typical: 30_000, reportsProgress: false });
        const wait = nextPoll(plan, elapsed, () => luck);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(plan.first + 1.1 * plan.step);
      },
    ),
  );
});

test("failures wait longer and longer, up to about a minute", () => {
  const waits = [0, 1, 2, 3, 20, 900].map((failures) => backoff(failures, () => 0.5));

  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 60_000, 60_000]);
});
