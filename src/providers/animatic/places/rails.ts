import { darker, lighter } from "../paint/colour.ts";
import { rect } from "../paint/shapes.ts";
import type { Stage } from "../paint/stage.ts";

/** A track across the picture, on a bed of gravel, at the height of the wheels. */
export function paintRails(stage: Stage, y: number): void {
  const { canvas, unit, width } = stage;
  const gravel = stage.lit("#8d8790", 0.95);
  const wood = stage.lit("#6b4a38", 0.95);
  const steel = stage.lit("#aeb6c2", 0.95);
  const step = unit * 0.045;
  const sleepers = Array.from({ length: Math.ceil(width / step) }, (_, index) =>
    rect(index * step, y - unit * 0.004, step * 0.5, unit * 0.03, wood),
  );
  canvas.glaze(
    rect(0, y - unit * 0.012, width, unit * 0.052, gravel),
    rect(0, y + unit * 0.028, width, unit * 0.012, darker(gravel, 0.35)),
    ...sleepers,
    rect(0, y - unit * 0.006, width, unit * 0.008, steel),
    rect(0, y + unit * 0.016, width, unit * 0.009, lighter(steel, 0.2)),
  );
}
