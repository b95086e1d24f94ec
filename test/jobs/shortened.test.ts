import { expect, test } from "vitest";
import { shortened } from "../../src/jobs/words/shortened.ts";

test.each([
  ["a fox", 5, "a fox"],
  ["a foxglove", 5, "a fo…"],
  ["🦊🦊🦊🦊", 6, "🦊🦊…"],
  ["a 👩‍👩‍👧‍👦 in the rain", 8, "a …"],
])("%s in %d characters is %s", (words, most, short) => {
  const said = shortened(words, most);

  expect(said).toBe(short);
  expect(said.isWellFormed()).toBe(true);
});
