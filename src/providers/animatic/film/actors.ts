import { bloom, sheetOf } from "./brushes.ts";
import { stepAt } from "./gaits.ts";
import type { Mover } from "./gaits.ts";
import { drawSteam } from "./steam.ts";
import type { Paint } from "./looks.ts";
import type { Picture } from "./picture.ts";
import { drawSprite } from "./sprite.ts";
import type { Sprite } from "./sprite.ts";
import type { View } from "./view.ts";

/** Somebody on the stage: a cut-out, where it stands on the plate, and how it moves. */
export interface Actor extends Mover {
  readonly sprite: Sprite;
  /** The feet, in pixels of the plate. */
  readonly x: number;
  readonly y: number;
  readonly nearness: number;
  /** Pixels of the plate to one pixel of the sprite. */
  readonly size: number;
  /** A length on the plate that fits the picture; people are about a third of it. */
  readonly unit: number;
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
  if (actor.steams)
    drawSteam(
      sheetOf(into),
      foot.x,
      foot.y - sprite.height * scale * 0.86,
      sprite.height * scale,
      seconds,
    );
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

/** The light that an actor throws on what is behind it: drawn before anybody stands there. */
export function drawLight(
  into: Picture,
  view: View,
  actor: Actor,
  seconds: number,
  part: number,
): void {
  if (!actor.shines) return;
  const step = stepAt(actor, seconds, part);
  const foot = view.project(
    actor.x + step.x * actor.unit,
    actor.y + step.y * actor.unit,
    actor.nearness,
  );
  const tall = actor.sprite.height * foot.scale * actor.size;
  const flicker =
    0.5 + 0.05 * Math.sin(seconds * 11 + actor.phase) + 0.03 * Math.sin(seconds * 17.3);
  const reach = tall * 2.2 * (1.2 - actor.shinesAt);
  bloom(into, foot.x, foot.y - tall * actor.shinesAt, reach, actor.shines, flicker);
}
