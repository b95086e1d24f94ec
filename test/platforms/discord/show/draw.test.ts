import { ComponentType } from "discord.js";
import { expect, test } from "vitest";
import { draw } from "../../../../src/platforms/discord/show/draw.ts";
import type { Message } from "../../../../src/platforms/platform.ts";

const list = (entries: number): Message => ({
  kind: "text",
  tone: "neutral",
  text: "You can film with these:",
  fields: Array.from({ length: entries }, (_, at) => ({
    name: `model-${at}`,
    value: "a line as long as a line about a model may be. ".repeat(3),
  })),
});

function textsOf(message: Message): string[] {
  return draw(message, (words) => words).components.flatMap((part) =>
    part.type === ComponentType.TextDisplay ? [part.content] : [],
  );
}

test("a list that fits is shown whole", () => {
  const [, lines = ""] = textsOf(list(20));

  expect(lines.split("\n")).toHaveLength(20);
});

test("a list that is too long ends with a whole line, and says how many are missing", () => {
  const texts = textsOf(list(60));
  const lines = texts[1]?.split("\n") ?? [];

  expect(texts.join("").length).toBeLessThanOrEqual(4_000);
  expect(lines.at(-2)).toMatch(/may be\.\s*$/);
  expect(lines.at(-1)).toBe(`-# … and ${60 - (lines.length - 1)} more`);
});
