import { even } from "../even.ts";
import type { Cell, Size } from "./graphs.ts";

/** About 640 by 360, whatever the shape: four of them are a film that plays everywhere. */
const CELL_PIXELS = 640 * 360;
const GAP = 8;

/** Where two to four equal cells of a film's shape lie: two in a row, and a third below in the middle. */
export function layCells(
  shape: Size,
  count: number,
): { cell: Size; cells: readonly Cell[]; size: Size } {
  const aspect = shape.width / shape.height;
  const height = Math.min(shape.height, Math.sqrt(CELL_PIXELS / aspect));
  const cell = { width: even(height * aspect), height: even(height) };
  const [right, below] = [cell.width + GAP, cell.height + GAP];
  const size = {
    width: right + cell.width,
    height: count > 2 ? below + cell.height : cell.height,
  };
  const places = [
    { x: 0, y: 0 },
    { x: right, y: 0 },
    { x: count === 3 ? even(right / 2) : 0, y: below },
    { x: right, y: below },
  ];
  return { cell, cells: places.slice(0, count), size };
}
