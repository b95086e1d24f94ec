import { expect, onTestFinished, test, vi } from "vitest";
import { createLog } from "../src/log.ts";
import { startSweeping } from "../src/sweeping.ts";

const HOUR = 3_600_000;

test("what is swept is swept at once and every hour, whatever fails beside it", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let swept = 0;
  const broken = () => Promise.reject(new Error("the disk is away"));

  const stop = startSweeping([broken, async () => (swept += 1)], Date.now, createLog("silent"));
  const atOnce = swept;
  await vi.advanceTimersByTimeAsync(2 * HOUR);
  stop();
  await vi.advanceTimersByTimeAsync(2 * HOUR);

  expect([atOnce, swept]).toEqual([1, 3]);
});
