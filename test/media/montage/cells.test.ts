import * as fc from "fast-check";
import { expect, test } from "vitest";
import { layCells } from "../../../src/media/montage/cells.ts";

const side = fc.integer({ min: 32, max: 4096 });

test("cells are even, of one size, within the film, and never on each other", () => {
  fc.assert(
    fc.property(side, side, fc.integer({ min: 2, max: 4 }), (width, height, count) => {
      const { cell, cells, size } = layCells({ width, height }, count);

      const lengths = [cell, size].flatMap((one) => [one.width, one.height]);
      expect([...lengths, ...cells.flatMap(({ x, y }) => [x, y])].every(isEven)).toBe(true);
      expect(cells).toHaveLength(count);
      for (const [at, { x, y }] of cells.entries()) {
        expect(x + cell.width).toBeLessThanOrEqual(size.width);
        expect(y + cell.height).toBeLessThanOrEqual(size.height);
        for (const other of cells.slice(at + 1))
          expect(Math.abs(x - other.x) >= cell.width || Math.abs(y - other.y) >= cell.height).toBe(
            true,
          );
      }
    }),
  );
});

test.each([
  [1280, 720, 2, 1288, 360],
  [1280, 720, 4, 1288, 728],
  [720, 1280, 4, 728, 1288],
  [160, 90, 4, 328, 188],
])("%ix%i, %i times, becomes %ix%i", (width, height, count, whole, tall) => {
  expect(layCells({ width, height }, count).size).toEqual({ width: whole, height: tall });
});

function isEven(length: number): boolean {
  return length % 2 === 0;
}
