import { createHash } from "node:crypto";
import { frames } from "../../../src/providers/animatic/film/frames.ts";
import type { Frame } from "../../../src/providers/animatic/film/picture.ts";
import { paintScene } from "../../../src/providers/animatic/film/scene.ts";
import { makePlan } from "../../../src/providers/animatic/plan/plan.ts";
import type { Wish } from "../../../src/providers/animatic/plan/plan.ts";

const WIDTH = 320;
const HEIGHT = 180;

/** Films a wish in small, and hands every frame to `look`. */
export async function filmTiny(wish: Partial<Wish>, look: (frame: Frame, number: number) => void) {
  const plan = makePlan({ prompt: "a fox in the snow", seconds: 1, seed: 1, ...wish });
  let number = 0;
  for await (const frame of frames(plan, WIDTH, HEIGHT, async (...shot) => paintScene(...shot))) {
    look(frame, number);
    number += 1;
  }
  return { plan, frames: number };
}

/** The fingerprints of some frames of a film. */
export async function fingerprints(wish: Partial<Wish>, numbers: readonly number[]) {
  const prints: string[] = [];
  await filmTiny(wish, ({ bytes }, number) => {
    if (numbers.includes(number)) prints.push(createHash("sha256").update(bytes).digest("hex"));
  });
  return prints;
}

/** How bright a part of a frame is on average. */
export function brightness({ y, width }: Frame, top: number, bottom: number): number {
  const rows = y.subarray(top * width, bottom * width);
  return rows.reduce((sum, value) => sum + value, 0) / rows.length;
}
