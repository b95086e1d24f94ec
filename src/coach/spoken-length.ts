const NUMBERS: readonly (readonly string[])[] = [
  ["one", "eine", "einer", "ein"],
  ["two", "zwei"],
  ["three", "drei"],
  ["four", "vier"],
  ["five", "fünf"],
  ["six", "sechs"],
  ["seven", "sieben"],
  ["eight", "acht"],
  ["nine", "neun"],
  ["ten", "zehn"],
  ["eleven", "elf"],
  ["twelve", "zwölf"],
  ["thirteen", "dreizehn"],
  ["fourteen", "vierzehn"],
  ["fifteen", "fünfzehn"],
  ["sixteen", "sechzehn"],
  ["seventeen", "siebzehn"],
  ["eighteen", "achtzehn"],
  ["nineteen", "neunzehn"],
  ["twenty", "zwanzig"],
];
const TENS: Readonly<Record<string, number>> = { thirty: 30, dreißig: 30, sixty: 60, sechzig: 60 };

const NUMBER = `\\d{1,3}(?:[.,]\\d)?|${[...NUMBERS.flat(), ...Object.keys(TENS)].join("|")}`;
const LENGTH = new RegExp(
  `(?<![\\p{L}\\d.,:])(?<number>${NUMBER}|half a|halbe|a)[\\s-]*(?<unit>seconds?|secs?|s|sekunden?|sekündig\\p{L}*|sek|minutes?|mins?|minuten?)(?![\\p{L}\\d])`,
  "giu",
);
/** Before these, a number of seconds is a moment or a part of the film, not its length. */
const PART =
  /(?:\b(?:after|at|first|last|every|each|within|next|for|in|by|nach|ersten?|letzten?|alle|bei|für|pro|later|until)\s+(?:the\s+|den\s+|about\s+|etwa\s+)?|[-–:]\s*)$/iu;
/** What lasts longer than the film is no part of it. */
const LASTS = /\b(?:for|für)\s+(?:the\s+|den\s+|about\s+|etwa\s+)?$/iu;
/** `80s` is a decade; `10s` is a length. */
const FIRST_DECADE = 20;

/**
 * How long a film shall be by its prompt's own words, in seconds; nothing when they do not say.
 * `filmed` is how long it will be, where that is known.
 */
export function spokenLength(prompt: string, filmed = Infinity): number | undefined {
  for (const found of prompt.matchAll(LENGTH)) {
    const { number = "", unit = "" } = found.groups ?? {};
    const before = prompt.slice(0, found.index);
    const seconds = numberOf(number) * (/^min/i.test(unit) ? 60 : 1);
    const isPart = PART.test(before) && !(LASTS.test(before) && seconds > filmed);
    const isDecade = /^s$/i.test(unit) && (seconds >= FIRST_DECADE || !/^\d/.test(number));
    const isArticle = number.toLowerCase() === "a" && !/^min/i.test(unit);
    if (!isPart && !isDecade && !isArticle && seconds > 0) return seconds;
  }
  return undefined;
}

function numberOf(text: string): number {
  const word = text.toLowerCase();
  if (/^\d/.test(word)) return Number(word.replace(",", "."));
  if (word === "half a" || word === "halbe") return 0.5;
  if (word === "a") return 1;
  return TENS[word] ?? NUMBERS.findIndex((names) => names.includes(word)) + 1;
}
