import { PLACES } from "./place-words.ts";
import type { Place } from "./place-words.ts";
import { SKIES, TIMES, TURN, WEATHERS } from "./setting-words.ts";
import type { Time, Weather } from "./setting-words.ts";
import { findSubjects } from "./subjects.ts";
import type { Subject } from "./subjects.ts";
import { firstMention } from "./words.ts";
import type { Vocabulary } from "./words.ts";

/** What is to be seen in a shot. */
export interface Setting {
  readonly place: Place;
  readonly time: Time;
  readonly weather: Weather;
  readonly subjects: readonly Subject[];
  /** What the text says the subjects do. */
  readonly action: Action;
}

export type Action = "rest" | "go" | "rush" | "dance" | "plain";

const MOST_SUBJECTS = 3;

const ACTIONS: readonly (readonly [Action, RegExp])[] = [
  [
    "rest",
    /\b(?:sit|sits|sitting|stand|stands|standing|sleep|sleeps|sleeping|lies|lying|rest|rests|resting|waits|waiting|watch|watches|watching|looks?|looking|stares|gazes|parked|reads|reading|poses|still|meditat\w*|holding|holds)\b/i,
  ],
  [
    "dance",
    /\b(?:danc\w+|jump\w*|hop\w*|play\w*|celebrat\w*|spin\w*|leap\w*|bounc\w*|juggl\w*)\b/i,
  ],
  [
    "rush",
    /\b(?:run|runs|running|race|races|racing|rush\w*|chas\w+|sprint\w*|gallop\w*|speed\w*|fast|charg\w+|flees|escap\w+|blasts?|launch\w*|div(?:es|ing)|zoom\w*)\b/i,
  ],
  [
    "go",
    /\b(?:walk\w*|wander\w*|stroll\w*|driv\w+|sail\w*|drift\w*|fl(?:y|ies|ying)|swim\w*|cross\w*|travel\w*|rid(?:es|ing)|march\w*|mov(?:es|ing)|float\w*|glid\w*|soar\w*|row\w*|climb\w*|explor\w*|pass\w*|leav\w+|arriv\w+|follow\w*|head\w*|goes|comes|enters|roll\w*|crawl\w*)\b/i,
  ],
];

const DEFAULT_TIME: Partial<Record<Place, Time>> = {
  city: "dusk",
  desert: "golden",
  volcano: "sunset",
  castle: "golden",
  stage: "night",
  cave: "dusk",
  island: "day",
  mountains: "dawn",
  table: "golden",
};

/**
 * The setting of each shot. A shot inherits what it does not say from the one before it; what the
 * first shots leave open is taken from a later one, unless that one tells of a change ("then night
 * falls"), and at last from what the subjects are at home in.
 */
export function settle(texts: readonly string[], prompt: string): readonly Setting[] {
  const subjects = inherit(texts.map((text) => nonEmpty(findSubjects(text, MOST_SUBJECTS)))) ?? [];
  const places = inherit(
    texts.map((text) => mentioned(text, PLACES)),
    placeOfAll(texts),
  );
  const times = inherit(
    texts.map(hourOf),
    background(texts, prompt, TIMES) ?? background(texts, prompt, SKIES),
  );
  // Snow that lay in one place does not fall in the next.
  const skies = texts.map((text, index) => {
    const isElsewhere = index > 0 && mentioned(text, PLACES) && places[index] !== places[index - 1];
    return skyOf(text) ?? (isElsewhere ? "clear" : undefined);
  });
  const weathers = inherit(skies, background(texts, prompt, WEATHERS));

  return texts.map((text, index) => {
    const shown = subjects[index] ?? passersBy(prompt);
    const place = fitting(places[index], shown, text);
    const weather = weathers[index] ?? "clear";
    return {
      place,
      time: times[index] ?? TIME_UNDER[weather] ?? DEFAULT_TIME[place] ?? "day",
      weather:
        /\b(?:clears|stops|is over|ends)\b/i.test(text) && weather !== "clear" ? "clear" : weather,
      subjects: shown,
      action:
        ACTIONS.find(([, words]) => words.test(text))?.[0] ?? (subjects[index] ? "plain" : "go"),
    };
  });
}

/** Where it is busy and nobody in particular is named, somebody walks by. */
function passersBy(prompt: string): readonly Subject[] {
  return /\b(?:busy|bustling|crowded|rush hour)\b/i.test(prompt)
    ? findSubjects("four people", 1)
    : [];
}

function mentioned<Meaning extends string>(text: string, vocabulary: Vocabulary<Meaning>) {
  return firstMention(text.toLowerCase(), vocabulary)?.meaning;
}

/** Each gap filled by what stands before it, and gaps at the head by `head`. */
function inherit<Value>(
  values: readonly (Value | undefined)[],
  head?: Value,
): readonly (Value | undefined)[] {
  let last = head ?? undefined;
  return values.map((value) => (last = value ?? last));
}

/** Whoever goes somewhere in a later shot was elsewhere before. */
const ARRIVAL =
  /\b(?:runs?|walks?|goes|travels?|fl(?:y|ies)|sails?|drives?|comes?|leaves?|swims?|climbs?|wanders?|reach\w*|arriv\w*|enter\w*|finds?|discover\w*|into|towards?)\b/iu;

/** The place that a later shot names for the whole film, unless somebody only comes there. */
function placeOfAll(texts: readonly string[]): Place | undefined {
  const at = texts.findIndex((text) => mentioned(text, PLACES) !== undefined);
  const text = texts[at] ?? "";
  return at > 0 && ARRIVAL.test(text) ? undefined : mentioned(text, PLACES);
}

/** What a later shot says about the whole film: only when it does not tell of a change. */
function background<Meaning extends string>(
  texts: readonly string[],
  prompt: string,
  vocabulary: Vocabulary<Meaning>,
) {
  const at = texts.findIndex((candidate) => mentioned(candidate, vocabulary) !== undefined);
  const text = texts[at];
  if (text === undefined) return undefined;
  if (at > 0 && ARRIVAL.test(text) && mentioned(text, PLACES)) return undefined;
  const before = prompt.slice(0, prompt.indexOf(text));
  const changes = TURN.test(text) && !/\b(?:while|whilst|during)\s*$/iu.test(before);
  return changes ? undefined : mentioned(text, vocabulary);
}

/** The weather that is named; where the sun comes out, what fell before has ended. */
function skyOf(text: string): Weather | undefined {
  const named = mentioned(text, WEATHERS);
  return (
    named ?? (/\bsun(?:ny|rise|shine)?\b|\b(?:clear|blue) sky/i.test(text) ? "clear" : undefined)
  );
}

/** An hour that is named counts more than a sky that only dims it: "a foggy night" is night. */
function hourOf(text: string): Time | undefined {
  return mentioned(text, TIMES) ?? mentioned(text, SKIES);
}

/** A fish in "a desert" stays in the desert, as asked; without a place everyone is at home. */
function fitting(place: Place | undefined, subjects: readonly Subject[], text: string): Place {
  const [main] = subjects;
  const home = PLACES.find(([name]) => name === main?.home)?.[0];
  if (place === undefined)
    return home ?? (/\bmoon\b|\bstars?\b|\bsun\b/i.test(text) ? "sky" : "dream");
  if (main?.lives === "deep" && (place === "ocean" || place === "lake")) return "underwater";
  if (
    main?.lives === "water" &&
    (place === "meadow" || place === "forest" || place === "mountains")
  )
    return place === "mountains" ? "lake" : "river";
  return place;
}

const TIME_UNDER: Partial<Record<Weather, Time>> = {
  rain: "storm",
  storm: "storm",
  fog: "mist",
  fireworks: "night",
  fireflies: "night",
};

function nonEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
