/** Words that ask for a change by themselves, in English and German. */
const CHANGES =
  "add|remove|replace|change|swap|brighten|darken|without|more|less|instead|slower|faster|darker|brighter|closer|warmer|colder|bigger|smaller|füge?|entfern\\p{L}*|ersetz\\p{L}*|änder\\p{L}*|tausch\\p{L}*|ohne|mehr|weniger|stattdessen|langsamer|schneller|dunkler|heller|näher|wärmer|kälter|größer|kleiner";
/** These do so only of something that is there: `make it night`, and not `make a paper boat`. */
const HANDLES =
  "make|turn|let|keep|give|put|set|take|have|mache?|lass|gib|setze?|stelle?|nimm|behalte?|zeige?";
const THERE =
  "it|this|that|these|those|them|him|her|everything|the|es|das|dies\\p{L}*|ihn|sie|ihm|ihr|den|die|dem|alles";
const COURTESY = "(?:(?:please|now|but|and|then|bitte|jetzt|nun|aber|und|dann)[,\\s]+)*";
const CHANGE = new RegExp(
  `^\\s*${COURTESY}(?:(?:${CHANGES})(?![\\p{L}-])|(?:${HANDLES})\\s+(?:${THERE})(?![\\p{L}-]))`,
  "iu",
);
/** `at night`, `in the rain`: where or how, and nobody who does anything. */
const AROUND = new RegExp(
  `^\\s*${COURTESY}(?:at|in|on|with|during|from|as|under|by|bei|im|am|in|mit|als|unter|von|zu[mr]?)(?:\\s+[\\p{L}\\d'-]+){1,3}\\s*[.!]?\\s*$`,
  "iu",
);

/**
 * A prompt with what somebody says to it: `make it night` or `in the rain` is added to the words
 * that were there, for who films it anew knows nothing else; other words take their place.
 */
export function refined(before: string, words: string): string {
  const isChange = reads(words) && !reads(before);
  return isChange ? `${before.trimEnd()}\n${words}` : words;
}

function reads(words: string): boolean {
  return CHANGE.test(words) || AROUND.test(words);
}
