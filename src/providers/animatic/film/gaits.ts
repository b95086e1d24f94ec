import { unreachable } from "../../../errors.ts";
import type { Action } from "../plan/settings.ts";
import type { Subject } from "../plan/subjects.ts";

/** Who moves, and how. */
export interface Mover {
  readonly gait: Subject["gait"];
  readonly action: Action;
  /** Moves it in time, so that two neighbours do not step together. */
  readonly phase: number;
  /** Which way it goes: -1 to the left. */
  readonly heading: -1 | 1;
}

/** Where an actor is at a moment, seen from its place; lengths in its units. */
export interface Step {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly tall: number;
  readonly sway: number;
}

const SPEED: Readonly<Record<Action, number>> = {
  rest: 0,
  plain: 0.5,
  go: 0.8,
  dance: 0.25,
  rush: 1.5,
};

/** Where a gait has brought somebody, in units from its place. */
export function stepAt(
  { gait, action, phase, heading }: Mover,
  seconds: number,
  part: number,
): Step {
  const speed = SPEED[action];
  const at = seconds + phase;
  const across = (part - 0.5) * heading;
  const still: Step = { x: 0, y: 0, turn: 0, tall: 1 + Math.sin(at * 2.1) * 0.007, sway: 0 };
  switch (gait) {
    case "walk": {
      if (action === "rest") return still;
      if (action === "dance")
        return {
          ...still,
          x: Math.sin(at * 2.2) * 0.05,
          y: -Math.abs(Math.sin(at * 5)) * 0.035,
          turn: Math.sin(at * 5) * 0.07,
          tall: 1 + Math.sin(at * 10) * 0.02,
        };
      const pace = 5 + speed * 4;
      return {
        ...still,
        x: across * 0.34 * speed,
        y: -Math.abs(Math.sin(at * pace)) * 0.011 * (0.6 + speed),
        turn: Math.sin(at * pace) * 0.02 * (0.5 + speed),
      };
    }
    case "hop": {
      const hop = Math.abs(Math.sin(at * 3.2));
      return { ...still, x: across * 0.36, y: -hop * 0.06, tall: 0.95 + hop * 0.07 };
    }
    case "bike":
    case "drive":
      return action === "rest"
        ? still
        : {
            ...still,
            x: across * 0.62 * Math.max(0.6, speed),
            y: Math.sin(at * 19) * 0.0014,
            turn: Math.sin(at * 13) * 0.004,
            tall: 1,
          };
    case "fly":
      return {
        ...still,
        x: across * 0.42 * (0.6 + speed),
        y: Math.sin(at * 1.9) * 0.03,
        turn: Math.sin(at * 1.9 + 0.7) * 0.05,
        tall: 1 + Math.sin(at * 8) * 0.035,
      };
    case "float":
      return {
        ...still,
        x: across * 0.26 * (0.4 + speed),
        y: Math.sin(at * 1.7) * 0.016,
        turn: Math.sin(at * 1.3) * 0.038,
        tall: 1,
      };
    case "swim":
      return {
        ...still,
        x: across * 0.4 * (0.5 + speed),
        y: Math.sin(at * 1.4) * 0.022,
        turn: Math.sin(at * 2.3) * 0.045,
        tall: 1 + Math.sin(at * 4.2) * 0.018,
      };
    case "still":
      return { ...still, tall: 1 };
    default:
      return unreachable(gait);
  }
}
