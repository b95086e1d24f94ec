import { z } from "zod";
import groups from "./subjects.json" with { type: "json" };

const Subject = z.object({
  /** What draws it: the name of an icon, or `own:` and one of our own figures. */
  figure: z.string(),
  /** The word that named it, as the prompt has it. */
  word: z.string(),
  /** Where it is at home: on the ground, in the air, on the water, under it, in space, on a table. */
  lives: z.enum(["land", "air", "water", "deep", "space", "table"]),
  gait: z.enum(["walk", "hop", "bike", "drive", "fly", "float", "swim", "still"]),
  /** The place that is painted when the prompt names none. */
  home: z.string(),
  /** How high it stands in a medium shot, as a part of the picture's height. */
  size: z.number(),
  /** How many of them. */
  count: z.int().min(1),
});
export type Subject = z.infer<typeof Subject>;

const Groups = z.array(
  Subject.pick({ lives: true, gait: true, home: true, size: true }).extend({
    figures: z.record(z.string(), z.string()),
  }),
);

/** Every word and two-word phrase that names a subject. */
const BY_WORD = new Map<string, Omit<Subject, "word" | "count">>(
  Groups.parse(groups).flatMap(({ figures, ...kind }) =>
    Object.entries(figures).flatMap(([figure, names]) =>
      names.split(" ").map((name) => [name.replaceAll("_", " "), { ...kind, figure }] as const),
    ),
  ),
);

const LONGEST_PHRASE = 4;

const COUNTS = new Map([
  ["wolves", 3],
  ["mice", 3],
  ["geese", 3],
  ["butterflies", 4],
  ["fairies", 3],
  ["elves", 3],
  ["strawberries", 3],
  ["two", 2],
  ["pair", 2],
  ["couple", 2],
  ["both", 2],
  ["three", 3],
  ["trio", 3],
  ["four", 4],
  ["five", 5],
  ["several", 3],
  ["some", 3],
  ["many", 5],
  ["flock", 5],
  ["herd", 4],
  ["school", 5],
  ["pack", 3],
  ["group", 4],
  ["crowd", 5],
  ["swarm", 5],
  ["family", 3],
  ["hundreds", 5],
  ["dozens", 5],
  ["lovers", 2],
  ["friends", 2],
  ["crowds", 5],
  ["people", 3],
  ["children", 2],
  ["kids", 2],
]);

/** What a shot shows, in the order in which the words come, each kind once, at most `most`. */
export function findSubjects(text: string, most: number): readonly Subject[] {
  const tokens = text.toLowerCase().match(/[\p{L}\d]+(?:[-'’][\p{L}\d]+)*/gu) ?? [];
  const found = new Map<string, Subject>();
  for (let at = 0; at < tokens.length && found.size < most; at++) {
    const noun = nounAt(tokens, at);
    if (!noun) continue;
    const before = tokens.slice(Math.max(0, at - 3), at);
    const after = at + noun.length;
    at = after - 1;
    if (!isShown(noun.phrase, before, tokens.slice(after, after + 2))) continue;
    const { phrase, kind } = noun;
    const count = countOf(before, phrase, !BY_WORD.has(phrase));
    if (!found.has(kind.figure))
      found.set(kind.figure, {
        ...kind,
        ...inFlight(kind, tokens, after - noun.length, after),
        word: phrase,
        count,
      });
    if (CONTAINERS.test(tokens[after] ?? "")) at++;
  }
  return [...found.values()];
}

/** The longest phrase that begins here and names a subject. */
function nounAt(tokens: readonly string[], at: number) {
  for (let length = Math.min(LONGEST_PHRASE, tokens.length - at); length > 0; length--) {
    const phrase = tokens.slice(at, at + length).join(" ");
    const kind = BY_WORD.get(phrase) ?? BY_WORD.get(singular(phrase));
    if (kind) return { phrase, kind, length };
  }
  return undefined;
}

const FLIES = /^(?:fly|flies|flying|soars?|soaring|hovers?|hovering|levitates?|levitating)$/;

/** A superhero that flies is up in the air, whatever is at home on the ground. */
function inFlight(
  { lives }: Pick<Subject, "lives">,
  tokens: readonly string[],
  start: number,
  end: number,
): Partial<Subject> {
  if (lives !== "land") return {};
  const verb = tokens.slice(end, end + 2).findIndex((word) => FLIES.test(word));
  // "Children fly kites": the kites are in the air, not the children.
  const object =
    verb >= 0 &&
    !BETWEEN.test(tokens[end + verb + 1] ?? "") &&
    [1, 2].some((step) => nounAt(tokens, end + verb + step));
  const flies = FLIES.test(tokens[start - 1] ?? "") || (verb >= 0 && !object);
  return flies ? { lives: "air", gait: "fly" } : {};
}

const CONTAINERS = /^(?:bottle|cup|mug|glass|box|bowl|jar|can|flask)s?$/;

/** "coffee table", "fire station", "product shot", "robot dog": the first noun describes the second. */
const SECOND_NOUN =
  /^(?:table|shop|store|station|lot|park|room|field|print|skin|lights?|lit|shaped|colou?red|style|shot|view|place|side|works?|man|woman|house|blossoms?|trees?|petals?|bed)$/;

/** Words that are as often a verb: they need an article or a number before them. */
const OFTEN_A_VERB =
  /^(?:watch(?:es)?|rings?|bats?|drums?|plants?|box(?:es)?|books?|ducks?|rose|cooks?|fire|sails?|present|paint|heels?|bear|dress|train|ride|seal|keys?|crane|light|package|play)$/;

/** In number these are the place itself, and painted with it. */
const SCENERY =
  /^(?:trees|flowers|pine trees|palm trees|palms|houses|cottages|cabins|firs|oaks|towers|flames)$/;

const DETERMINER =
  /^(?:an?|the|his|her|its|my|our|their|this|that|of|one|two|three|four|five|some|many|several|and|with|wooden|old|little|small|big|giant|tiny|red|blue|white|black|golden|luxury|smart|steam|polar|brown)$/;

function isShown(phrase: string, before: readonly string[], after: readonly string[]): boolean {
  const previous = before.at(-1);
  if (before.slice(-2).some((word) => /^(?:like|no|without|than)$/.test(word))) return false;
  const [next = ""] = after;
  if (SECOND_NOUN.test(next)) return false;
  if (nounAt(after, 0) && !CONTAINERS.test(next) && !OFTEN_A_VERB.test(next)) return false;
  if (SCENERY.test(phrase)) return false;
  return !OFTEN_A_VERB.test(phrase) || previous === undefined || DETERMINER.test(previous);
}

/** A number before the noun, unless another noun or a preposition stands between. */
function countOf(before: readonly string[], phrase: string, plural: boolean): number {
  for (const word of [phrase, ...before.toReversed()]) {
    const count =
      COUNTS.get(word) ?? (/^[2-9]$/.test(word) ? Math.min(5, Number(word)) : undefined);
    if (count !== undefined) return count;
    if (word !== phrase && BETWEEN.test(word)) break;
  }
  return plural && !PAIRS.test(phrase) ? 3 : 1;
}

/** In number these are still one thing. */
const PAIRS =
  /^(?:sneakers|shoes|running shoes|trainers|boots|heels|sunglasses|glasses|headphones|earbuds|noodles|fries|grapes|cherries|waves|gloves)$/;

const BETWEEN =
  /^(?:an?|the|and|with|in|on|at|by|to|from|around|over|under|near|through|past|behind)$/;

function singular(phrase: string): string {
  return phrase
    .replace(/(?<=[^aeiou])ies$/u, "y")
    .replace(/(?<=ch|sh|x|ss)es$/u, "")
    .replace(/(?<=[^s])s$/u, "");
}
