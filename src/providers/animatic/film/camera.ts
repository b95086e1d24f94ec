import { unreachable } from "../../../errors.ts";
import type { Camera } from "../plan/camera-words.ts";

/** Where the camera is at one moment. Lengths are parts of the plate, except the slide. */
export interface Pose {
  /** The middle of what it sees. */
  readonly x: number;
  readonly y: number;
  /** How much of the plate's width it sees. */
  readonly view: number;
  /** In radians. */
  readonly roll: number;
  /** How far near things slide against far ones, in thousandths of the plate's width. */
  readonly slideX: number;
  readonly slideY: number;
  /** How much nearer the near things have come. */
  readonly dolly: number;
}

export interface Move {
  readonly camera: Camera;
  readonly pace: number;
  readonly seconds: number;
  /** What is worth looking at, in parts of the plate. */
  readonly focus: { readonly x: number; readonly y: number };
  /** The middle of the view at rest. */
  readonly middle: { readonly x: number; readonly y: number };
  /** The widest view that the plate allows. */
  readonly widest: number;
  /** How much of the plate's height is seen when all of its width is. */
  readonly tallest: number;
  /** How much of the move is allowed, from 0 to 1. */
  readonly range: number;
}

/** The pose at `part` of a move, from 0 to 1. */
export function poseAt(move: Move, part: number): Pose {
  const { camera, focus, middle, widest } = move;
  const strength = 0.55 + move.pace * 0.32 + Math.min(4, move.seconds) * 0.03;
  const reach = Math.min(1.15, strength) * move.range;
  const pan = widest * 0.86;
  const sweepX = Math.min(0.34, (1 - pan) * 0.95) * reach;
  const sweepY = Math.min(0.34, (1 - pan * move.tallest) * 0.95) * reach;
  const eased = 0.4 * part + 0.6 * smooth(part);
  const across = eased - 0.5;
  const tight = widest * (1 - 0.12 * reach);
  const rest: Pose = {
    ...middle,
    view: widest * 0.9,
    roll: 0,
    slideX: 0,
    slideY: 0,
    dolly: 0,
  };
  const toward = (share: number) => ({
    x: middle.x + (focus.x - middle.x) * share,
    y: middle.y + (focus.y - middle.y) * share,
  });
  switch (camera) {
    case "push":
      return {
        ...rest,
        ...toward(0.55 * eased),
        view: widest * (0.985 - 0.19 * reach * eased),
        dolly: 0.09 * reach * eased,
        slideY: -2 * eased,
      };
    case "pull":
      return {
        ...rest,
        ...toward(0.55 * (1 - eased)),
        view: widest * (0.985 - 0.19 * reach * (1 - eased)),
        dolly: 0.09 * reach * (1 - eased),
      };
    case "left":
      return {
        ...rest,
        x: middle.x - across * sweepX,
        view: pan,
        slideX: -across * 17 * reach,
      };
    case "right":
      return {
        ...rest,
        x: middle.x + across * sweepX,
        view: pan,
        slideX: across * 17 * reach,
      };
    case "up":
      return {
        ...rest,
        y: middle.y - across * sweepY,
        view: pan,
        slideY: -across * 16 * reach,
      };
    case "down":
      return {
        ...rest,
        y: middle.y + across * sweepY,
        view: pan,
        slideY: across * 16 * reach,
      };
    case "parallax":
      return { ...rest, x: middle.x + across * 0.045, view: tight, slideX: across * 26 * reach };
    case "orbit": {
      const swing = Math.sin(across * Math.PI * 1.1);
      return {
        ...rest,
        ...toward(0.3),
        x: middle.x - swing * 0.05 * move.range,
        view: widest * (0.9 - 0.03 * Math.cos(across * 4)),
        slideX: swing * 19 * reach,
        roll: swing * 0.01 * move.range,
      };
    }
    case "fly":
      return {
        ...rest,
        x: middle.x + Math.sin(part * 2.4 - 1.2) * 0.03,
        y: middle.y - 0.05 * eased,
        view: widest * (0.985 - 0.2 * reach * eased),
        dolly: 0.16 * reach * eased,
        roll: Math.sin(part * Math.PI * 1.3) * 0.014,
      };
    case "handheld": {
      const at = part * move.seconds;
      const shake = (speed: number, phase: number) =>
        Math.sin(at * speed + phase) * 0.6 + Math.sin(at * speed * 2.3 + phase * 2.1) * 0.3;
      return {
        ...rest,
        x: middle.x + 0.013 * shake(2.1, 1),
        y: middle.y + 0.013 * shake(2.6, 2),
        view: widest * (0.9 - 0.03 * eased),
        roll: 0.006 * shake(1.7, 3),
        slideX: 4 * shake(2.1, 1),
      };
    }
    case "static":
      return { ...rest, view: widest * (0.93 - 0.012 * eased), slideX: across * 3 };
    default:
      return unreachable(camera);
  }
}

function smooth(part: number): number {
  return part < 0.5 ? 4 * part ** 3 : 1 - (-2 * part + 2) ** 3 / 2;
}
