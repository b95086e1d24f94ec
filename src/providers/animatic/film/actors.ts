import { unreachable } from "../../../errors.ts";
import type { Action } from "../plan/settings.ts";
import type { Subject } from "../plan/subjects.ts";
import { glow, sheetOf, WHITE } from "./brushes.ts";
import type { Sheet } from "./brushes.ts";
import type { Paint } from "./looks.ts";
import type { Picture } from "./picture.ts";
import { drawSprite } from "./sprite.ts";
import type { Sprite } from "./sprite.ts";
import type { View } from "./view.ts";

/** Somebody on the stage: a cut-out, where it stands on the plate, and how it moves. */
export interface Actor {
  readonly sprite: Sprite;
  /** The feet, in pixels of the plate. */
  readonly x: number;
  readonly y: number;
  readonly nearness: number;
  /** Pixels of the plate to one pixel of the sprite. */
  readonly size: number;
  /** A length on the plate that fits the picture; people are about a third of it. */
  readonly unit: number;
  readonly gait: Subject["gait"];
  readonly action: Action;
  readonly phase: number;
  /** Which way it goes: -1 to the left. */
  readonly heading: -1 | 1;
  readonly mirrored: boolean;
  readonly shadow: Sprite | undefined;
  /** Its own light. */
  readonly shines: Paint | undefined;
  /** How high its light is, as a part of its height. */
  readonly shinesAt: number;
  /** It is hot. */
  readonly steams: boolean;
  /** It floats on water, which mirrors it. */
  readonly mirroredBelow: boolean;
}

interface Step {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly tall: number;
  readonly sway: number;
}

/** Draws an actor at `seconds` of its shot, `part` of the way through it. */
export function drawActor(
  into: Picture,
  view: View,
  actor: Actor,
  seconds: number,
  part: number,
): void {
  const step = stepAt(actor, seconds, part);
  const ground = view.project(actor.x + step.x * actor.unit, actor.y, actor.nearness);
  const foot = view.project(
    actor.x + step.x * actor.unit,
    actor.y + step.y * actor.unit,
    actor.nearness,
  );
  const scale = foot.scale * actor.size;
  const flip = actor.mirrored ? -1 : 1;
  const { sprite, shadow } = actor;
  if (shadow) {
    const lifted = Math.max(0.45, 1 + step.y * 3);
    drawSprite(into, shadow, {
      x: ground.x,
      y: ground.y + shadow.height * scale * 0.5,
      scaleX: scale * lifted,
      scaleY: scale,
      turn: -view.roll,
      opacity: lifted,
    });
  }
  if (actor.mirroredBelow) {
    const ripple = sprite.width * 0.02;
    drawSprite(into, sprite, {
      x: ground.x,
      y: ground.y - sprite.height * scale * 0.03,
      scaleX: scale * flip,
      scaleY: -scale * 0.72,
      turn: -view.roll - step.turn,
      opacity: 0.34,
      sway: (distance) =>
        Math.sin(distance * 0.16 + seconds * 4) *
        ripple *
        Math.min(1, distance / (sprite.height * 0.25)),
    });
  }
  const sheet = sheetOf(into);
  const tall = sprite.height * scale;
  if (actor.shines) {
    const flicker =
      0.62 + 0.06 * Math.sin(seconds * 11 + actor.phase) + 0.03 * Math.sin(seconds * 17.3);
    glow(
      sheet,
      foot.x,
      foot.y - tall * actor.shinesAt,
      tall * 1.9 * (1.2 - actor.shinesAt) * 1.4,
      actor.shines,
      flicker,
    );
  }
  if (actor.steams) drawSteam(sheet, foot.x, foot.y - tall * 0.86, tall, seconds);
  const lean = step.sway * sprite.height;
  drawSprite(into, sprite, {
    x: foot.x,
    y: foot.y,
    scaleX: scale * flip,
    scaleY: scale * step.tall,
    turn: step.turn - view.roll,
    opacity: 1,
    ...(lean === 0 ? {} : { sway: (distance: number) => lean * (distance / sprite.height) ** 1.6 }),
  });
}

/** Wisps that rise from a cup, one after another. */
function drawSteam(into: Sheet, x: number, y: number, tall: number, seconds: number): void {
  for (let wisp = 0; wisp < 7; wisp++) {
    const age = (seconds * 0.45 + wisp / 7) % 1;
    const drift = Math.sin(age * 5 + wisp * 2) * tall * 0.07;
    glow(
      into,
      x + drift + ((wisp % 3) - 1) * tall * 0.06,
      y - age * tall * 0.55,
      tall * (0.09 + age * 0.15),
      WHITE,
      0.5 * Math.sin(age * Math.PI),
    );
  }
}

const SPEED: Readonly<Record<Action, number>> = {
  rest: 0,
  plain: 0.5,
  go: 0.8,
  dance: 0.25,
  rush: 1.5,
};

/** Where a gait has brought somebody, in units from its place. */
function stepAt({ gait, action, phase, heading }: Actor, seconds: number, part: number): Step {
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
