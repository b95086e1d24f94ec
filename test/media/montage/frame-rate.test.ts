import { expect, test } from "vitest";
import { framesIn, frameRateNear, spelled } from "../../../src/media/montage/frame-rate.ts";

test.each([
  [24, "24/1"],
  [23.976, "24000/1001"],
  [29.97, "30000/1001"],
  [59.94, "60000/1001"],
  [24.05, "24/1"],
  [16, "16/1"],
  [17.3, "30/1"],
  [240, "30/1"],
])("a film of %d frames a second is drawn at %s", (counted, rate) => {
  expect(spelled(frameRateNear(counted))).toBe(rate);
});

test("a film of any length has at least one frame", () => {
  const rate = frameRateNear(24);

  expect([0, 0.5, 4].map((seconds) => framesIn(seconds, rate))).toEqual([1, 12, 96]);
});
