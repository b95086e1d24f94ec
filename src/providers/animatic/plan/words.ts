/** Words that mean something to the planner: each meaning with the words or phrases that name it. */
export type Vocabulary<Meaning extends string> = readonly (readonly [Meaning, RegExp])[];

export interface Mention<Meaning extends string> {
  readonly meaning: Meaning;
  /** Where in the text it stands. */
  readonly at: number;
}

/** The meaning that `text` names first; of two that begin at the same word, the earlier entry. */
export function firstMention<Meaning extends string>(
  text: string,
  vocabulary: Vocabulary<Meaning>,
): Mention<Meaning> | undefined {
  let found: Mention<Meaning> | undefined;
  for (const [meaning, pattern] of vocabulary) {
    const at = text.search(pattern);
    if (at >= 0 && (!found || at < found.at)) found = { meaning, at };
  }
  return found;
}

/**
 * A pattern for whole words in singular or plural, with a bar between them: `words("cat|tom cat")`.
 * A word after "no" or "without" is none.
 */
export function words(alternatives: string): RegExp {
  return new RegExp(
    `(?<!\\bno |\\bwithout (?:any )?|\\bnot )\\b(?:${alternatives})(?:s|es)?\\b`,
    "i",
  );
}
