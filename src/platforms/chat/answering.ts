import { setImmediate } from "node:timers/promises";
import { createTurns } from "./turns.ts";

/** Answers in the making at once; some of them wait for a picture to arrive. */
const ANSWERS = 32;

/** Answers what was acknowledged, after everything else that has arrived meanwhile is acknowledged too. */
export function createAnswering() {
  const turns = createTurns(ANSWERS);
  return (answer: () => Promise<void>): Promise<void> =>
    turns(async () => {
      await setImmediate();
      await answer();
    });
}
