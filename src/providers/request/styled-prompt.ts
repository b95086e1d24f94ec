import type { Character } from "../provider.ts";

interface Written {
  readonly prompt: string;
  readonly style?: string | undefined;
  readonly look?: string | undefined;
  readonly cast?: readonly Pick<Character, "name" | "description">[] | undefined;
}

/**
 * The prompt as a model reads it: who `@name` is and how the film looks stand behind it, in words. A
 * model that knows styles or characters of its own may read them apart.
 */
export function styledPrompt({ prompt, style, look, cast = [] }: Written): string {
  const known = new Set(cast.map(({ name }) => name.toLowerCase()));
  const story = prompt.replaceAll(MENTION, (mention, name: string) =>
    known.has(name.toLowerCase()) ? name : mention,
  );
  const lines = [
    story,
    ...cast.map(({ name, description }) => `${name}: ${description}`).map(asSentence),
    ...(style === undefined ? [] : [asSentence(`Style: ${look ?? style}`)]),
  ];
  return lines.join("\n\n");
}

/** The prompt with everybody's description in the place of their name: for what draws words. */
export function toldPrompt({ prompt, cast = [] }: Written): string {
  return prompt.replaceAll(MENTION, (mention, name: string) => {
    const known = cast.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return known ? firstClause(known.description) : mention;
  });
}

/** `@name` in a prompt, and not the middle of an address such as `ann@example.org`. */
export const MENTION = /(?<![\p{L}\p{N}_.+-])@(\p{L}[\p{L}\p{N}_-]*)/gu;

function firstClause(description: string): string {
  return description.split(/[,;.\n]/, 1)[0]?.trim() || description;
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
