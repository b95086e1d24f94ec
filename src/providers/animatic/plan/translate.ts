import { z } from "zod";
import dictionary from "./translations.json" with { type: "json" };

/** What other languages call what the planner knows, to what it is in English. */
const WORDS = new Map(
  Object.entries(z.record(z.string(), z.string()).parse(dictionary)).flatMap(([english, others]) =>
    others.split(" ").map((word) => [word.replaceAll("_", " "), english] as const),
  ),
);

/** Words of scripts that put no spaces between them, the longest first. */
const UNSPACED = [...WORDS.keys()]
  .filter((word) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word))
  .toSorted((one, other) => other.length - one.length);

const LONGEST_PHRASE = 3;

/** Words that only English has: what stands beside them means what it says. */
const ENGLISH = /\b(?:the|and|with|of|through|into|while|is|are)\b/i;

/**
 * A text with the words that the planner needs put into English, word by word: no translation to
 * read, but enough to see a fox in the snow. English text stays as it is.
 */
export function inEnglish(text: string): string {
  const spaced = UNSPACED.reduce(
    (result, word) => result.replaceAll(word, ` ${WORDS.get(word) ?? word} `),
    text,
  );
  if (ENGLISH.test(spaced)) return spaced;
  const tokens = spaced.split(/(?<=[\s,.;:!?])|(?=[\s,.;:!?])/u);
  const result: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const found = phraseAt(tokens, at);
    result.push(found?.english ?? tokens[at] ?? "");
    at += (found?.length ?? 1) - 1;
  }
  return result.join("");
}

function phraseAt(tokens: readonly string[], at: number) {
  // Spaces are tokens too, so a phrase of n words is 2n - 1 tokens.
  for (let length = LONGEST_PHRASE * 2 - 1; length > 0; length -= 2) {
    const english = WORDS.get(
      tokens
        .slice(at, at + length)
        .join("")
        .toLowerCase(),
    );
    if (english !== undefined) return { english, length };
  }
  return undefined;
}
