import type { Pose } from "./camera.ts";
import { nearnessAt } from "./plate.ts";
import type { Plate } from "./plate.ts";

/** Nearness at which a slide of the camera moves nothing. */
const PIVOT = 110;
const MARGIN = 3; // pixels of a plate that are never shown

/** What the camera sees of a plate: which point of it falls on which point of the frame. */
export interface View {
  /** The point of the plate under a point of the frame, by the depth that is there. */
  look(x: number, y: number): { readonly x: number; readonly y: number };
  /** Where a point of the plate appears in the frame, and how large, when it is that near. */
  project(
    x: number,
    y: number,
    nearness: number,
  ): { readonly x: number; readonly y: number; readonly scale: number };
  readonly roll: number;
}

export function createView(plate: Plate, pose: Pose, width: number, height: number): View {
  const scale = (plate.width * pose.view) / width;
  const half = { x: (width * scale) / 2, y: (height * scale) / 2 };
  const middle = {
    x: clamp(pose.x * plate.width, half.x + MARGIN, plate.width - half.x - MARGIN),
    y: clamp(pose.y * plate.height, half.y + MARGIN, plate.height - half.y - MARGIN),
  };
  const cosine = Math.cos(pose.roll) * scale;
  const sine = Math.sin(pose.roll) * scale;
  const slideX = (pose.slideX * plate.width) / 1000 / 128;
  const slideY = (pose.slideY * plate.width) / 1000 / 128;
  const dolly = pose.dolly / 255;
  const right = plate.width - 2 - MARGIN;
  const bottom = plate.height - 2 - MARGIN;

  return {
    roll: pose.roll,

    look(x, y) {
      const dx = x - width / 2;
      const dy = y - height / 2;
      const flatX = clamp(middle.x + dx * cosine - dy * sine, MARGIN, right);
      const flatY = clamp(middle.y + dx * sine + dy * cosine, MARGIN, bottom);
      const near = nearnessAt(plate.nearness, flatX / plate.width, flatY / plate.height);
      const shrink = 1 - near * dolly;
      return {
        x: clamp(middle.x + (flatX - middle.x) * shrink - (near - PIVOT) * slideX, MARGIN, right),
        y: clamp(middle.y + (flatY - middle.y) * shrink - (near - PIVOT) * slideY, MARGIN, bottom),
      };
    },

    project(x, y, near) {
      const shrink = 1 - near * dolly;
      const flatX = (x + (near - PIVOT) * slideX - middle.x) / shrink;
      const flatY = (y + (near - PIVOT) * slideY - middle.y) / shrink;
      const size = scale * scale;
      return {
        x: width / 2 + (flatX * cosine + flatY * sine) / size,
        y: height / 2 + (flatY * cosine - flatX * sine) / size,
        scale: 1 / (scale * shrink),
      };
    },
  };
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? Math.max(low, high) : value;
}
