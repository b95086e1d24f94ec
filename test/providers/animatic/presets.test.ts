import { expect, test } from "vitest";
import { STYLES } from "../../../src/providers/styles.ts";
import { findStyle } from "../../../src/providers/animatic/plan/style-words.ts";

const styleOf = (name: string) => {
  const preset = STYLES.find((style) => style.name === name);
  return findStyle(`${name} ${preset?.words}`, "a paper boat in a neon city");
};

test.each([
  ["cinematic", "cinematic"],
  ["realistic", "realistic"],
  ["artistic", "painterly"],
  ["anime", "anime"],
  ["noir", "noir"],
  ["clay", "clay"],
  ["vintage", "vintage"],
  ["news", "realistic"],
  ["comic", "comic"],
  ["architecture", "realistic"],
  ["documentary", "realistic"],
  ["neon", "neon"],
  ["dreamy", "dream"],
  ["minimal", "painterly"],
  ["paper", "painterly"],
])("a draft in the style %s looks %s", (name, look) => {
  expect(styleOf(name)).toBe(look);
});

test("a draft in a guild's own style follows its words", () => {
  expect(findStyle("house-look old sepia photographs", "a boat")).toBe("vintage");
});
