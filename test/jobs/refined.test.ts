import { expect, test } from "vitest";
import { refined } from "../../src/jobs/orders/refined.ts";

const BEFORE = "a fox jumps over a river";

test.each([
  "make it night",
  "Now make the fox blue.",
  "please add rain",
  "without the river",
  "slower",
  "more rain, less wind",
  "turn this into a watercolour",
  "at night",
  "in the rain",
  "but at night",
  "mach es Nacht",
  "bitte ohne den Fluss",
  "jetzt im Regen",
  "lass ihn fliegen",
])("“%s” is added to the words that were there", (words) => {
  expect(refined(BEFORE, words)).toBe(`${BEFORE}\n${words}`);
});

test.each([
  "a fox at night",
  "make a paper boat sail",
  "a fox jumps over a lake, slower",
  "in the rain a dog runs along the shore",
  "adder in the grass",
  "let there be light",
  "ein Fuchs im Regen",
])("“%s” takes their place", (words) => {
  expect(refined(BEFORE, words)).toBe(words);
});

test("a prompt that asks for a change by itself is written anew", () => {
  expect(refined("make it rain over Paris", "make it rain over Rome")).toBe(
    "make it rain over Rome",
  );
});
