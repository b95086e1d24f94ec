import { UserError } from "../../errors.ts";

/** More than four takes are too small to be compared side by side. */
const MOST = 4;
const BRACES = /\{([^{}]*)\}/g;

/** One way to read a prompt: its words, and what sets it apart from the others. */
export interface Variant {
  readonly prompt: string;
  readonly label: string;
}

/**
 * Reads a prompt with choices in braces: `{noir, anime} fox` is two variants, and several braces
 * multiply. A prompt without braces is one. Throws `UserError` when there are more than four.
 */
export function variantsOf(prompt: string): Variant[] {
  const choices = [...prompt.matchAll(BRACES)].map(([, inside = ""]) => choicesIn(inside));
  const ways = choices.reduce<string[][]>(
    (all, words) => all.flatMap((way) => words.map((word) => [...way, word])),
    [[]],
  );
  if (ways.length > MOST) {
    throw new UserError("That would be {{count}} takes; up to {{most}} fit side by side.", {
      count: ways.length,
      most: MOST,
    });
  }
  return ways.map((way) => ({ prompt: filled(prompt, way), label: way.join(" · ") }));
}

function choicesIn(inside: string): string[] {
  const words = inside.split(/[,|]/).map((word) => word.trim());
  const distinct = [...new Set(words)].filter((word) => word !== "");
  if (distinct.length > 0) return distinct;
  throw new UserError("Empty braces choose nothing: write {noir, anime, clay} fox.");
}

function filled(prompt: string, way: readonly string[]): string {
  let place = 0;
  const text = prompt.replace(BRACES, () => way[place++] ?? "");
  return text.replaceAll(/\s+/g, " ").trim();
}
