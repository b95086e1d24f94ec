import type { Character } from "../providers/provider.ts";
import { MENTION } from "../providers/request/styled-prompt.ts";

/** Whom a prompt names by `@name`, each once, in the order of the prompt. */
export function castOf(prompt: string, known: readonly Character[]): Character[] {
  return namesIn(prompt).flatMap((name) => characterNamed(name, known) ?? []);
}

/** The names in a prompt that nobody here has; they may be meant otherwise, and stay as they are. */
export function strangersIn(prompt: string, known: readonly Character[]): string[] {
  return namesIn(prompt).filter((name) => !characterNamed(name, known));
}

export function characterNamed<Known extends Character>(
  name: string,
  known: readonly Known[],
): Known | undefined {
  return known.find((character) => character.name.toLowerCase() === name.toLowerCase());
}

function namesIn(prompt: string): string[] {
  const names = [...prompt.matchAll(MENTION)].map(([, name = ""]) => name.toLowerCase());
  return [...new Set(names)];
}
