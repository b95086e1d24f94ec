import { expect, test } from "vitest";
import { createPace } from "../../src/jobs/steps/pace.ts";
import { createClock } from "../fakes/clock.ts";

test("ten thousand jobs that wake together ask one after the other, each once in its turn", () => {
  const clock = createClock();
  const pace = createPace(20, clock.now);
  const jobs = Array.from({ length: 10_000 }, (_, index) => `job-${index}`);

  const waits = jobs.map((job) => pace.wait("p", job));

  expect(waits.slice(0, 3)).toEqual([0, 50, 100]);
  expect(waits.at(-1)).toBe(9_999 * 50);
  clock.advance(100);
  expect(pace.wait("p", "job-2")).toBe(0);
  expect(pace.wait("p", "job-3")).toBe(50);
});

test("providers do not wait for each other", () => {
  const clock = createClock();
  const pace = createPace(1, clock.now);
  pace.wait("one", "a");

  expect([pace.wait("one", "b"), pace.wait("two", "c")]).toEqual([1_000, 0]);
});

test("a provider that asks to be left alone is left alone by all jobs", () => {
  const clock = createClock();
  const pace = createPace(10, clock.now);

  pace.pause("p", 5_000);

  expect([pace.wait("p", "a"), pace.wait("p", "b")]).toEqual([5_000, 5_100]);
});
