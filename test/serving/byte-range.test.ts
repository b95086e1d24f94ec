import * as fc from "fast-check";
import { expect, test } from "vitest";
import { byteRange } from "../../src/serving/byte-range.ts";

test.each([
  ["bytes=0-", { start: 0, end: 99 }],
  ["bytes=10-19", { start: 10, end: 19 }],
  ["bytes=90-200", { start: 90, end: 99 }],
  ["bytes=-5", { start: 95, end: 99 }],
  ["bytes=-500", { start: 0, end: 99 }],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=9-3", undefined],
  ["bytes=0-1,5-6", undefined],
  ["lines=1-2", undefined],
  ["bytes=-", undefined],
  [undefined, undefined],
])("%s of 100 bytes", (header, expected) => {
  expect(byteRange(header, 100)).toEqual(expected);
});

test("what is served lies inside the file", () => {
  fc.assert(
    fc.property(fc.option(fc.nat()), fc.option(fc.nat()), fc.nat(), (from, to, size) => {
      const range = byteRange(`bytes=${from ?? ""}-${to ?? ""}`, size);

      const isInside =
        typeof range !== "object" ||
        (range.start >= 0 && range.start <= range.end && range.end < size);
      expect(isInside).toBe(true);
    }),
  );
});
