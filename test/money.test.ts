import fc from "fast-check";
import { expect, test } from "vitest";
import { dollars, formatMoney, micros, minus, exactMoneyIn, sum } from "../src/money.ts";

test("dollars become whole micros, rounded up", () => {
  expect([0.1, 0.0000001, 29.99, 0.07].map(dollars)).toEqual([100_000, 1, 29_990_000, 70_000]);
});

test("amounts that are no whole numbers are refused", () => {
  expect(() => micros(0.5)).toThrow(/int/);
  expect(() => micros(Number.NaN)).toThrow(/number/);
});

test("money is written in whole cents, and to the last digit only below one", () => {
  const amounts = [0, 1_200_000, 1_213_600, 4_000, 1, -500_000].map(micros).map(formatMoney);

  expect(amounts).toEqual(["$0.00", "$1.20", "$1.21", "$0.004", "$0.000001", "−$0.50"]);
});

test("a price by the second is written to the last digit", () => {
  expect([50_000, 112_500].map((amount) => exactMoneyIn("en", micros(amount)))).toEqual([
    "$0.05",
    "$0.1125",
  ]);
});

test("sums are exact, in whatever order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e12 })), (amounts) => {
      const money = amounts.map(micros);
      expect(minus(sum(money), sum(money.toReversed()))).toBe(0);
    }),
  );
});
