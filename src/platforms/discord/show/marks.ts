import { createHash } from "node:crypto";
import type { Drawn } from "./draw.ts";

/** Discord itself numbers the parts of a message from 1 on. */
const LEAST = 2 ** 20;
const BEYOND = 2 ** 31;

/** The number that stands for a key: a part of a message may carry one, and nobody sees it. */
export function markOf(key: string): number {
  const number = createHash("sha256").update(key).digest().readUInt32BE();
  return LEAST + (number % (BEYOND - LEAST));
}

export function isMark(id: number | undefined): boolean {
  return id !== undefined && id >= LEAST;
}

/** The same message, to be found again by its key until it is changed. */
export function marked(drawn: Drawn, key: string): Drawn {
  const [first, ...rest] = drawn.components;
  return first ? { ...drawn, components: [{ ...first, id: markOf(key) }, ...rest] } : drawn;
}
