import { expect, test } from "vitest";
import { UserError } from "../src/errors.ts";
import { inEnglish, said } from "../src/said.ts";
import { inLanguages, preferredLocale, wordsFor } from "../src/words.ts";

const german = wordsFor("de-AT");
const english = wordsFor("en-US");

test("a sentence is said in the language of the locale, and in English where that is unknown", () => {
  const cancelled = ["de", "DE-ch", "en", "ja", "", "no such locale"].map((locale) =>
    wordsFor(locale)("Cancelled."),
  );

  expect(cancelled).toEqual([
    "Abgebrochen.",
    "Abgebrochen.",
    "Cancelled.",
    "Cancelled.",
    "Cancelled.",
    "Cancelled.",
  ]);
});

test("money, days, numbers and lists are written as the language writes them", () => {
  const all = "{{price, money}} {{day, day}} {{size, number}} {{names, or}} {{all, and}}";
  const params = {
    price: 1_234_560_000,
    day: Date.UTC(2026, 11, 1),
    size: 1_234.5,
    names: ["a", "b", "c"],
    all: ["d", "e"],
  };

  expect(english(all, params)).toBe("$1,234.56 1 December 1,234.5 a, b or c d and e");
  expect(german(all, params)).toBe("1.234,56\u00A0$ 1. Dezember 1.234,5 a, b oder c d und e");
});

test("a sentence is counted in", () => {
  const clip = (count: number) =>
    german("A video of {{count}} seconds: {{prompt}}", { count, prompt: "x" });

  expect([1, 4].map(clip)).toEqual(["Ein Video von 1 Sekunde: x", "Ein Video von 4 Sekunden: x"]);
});

test("a sentence within a sentence is said in the same language", () => {
  const lengths = said("{{lengths, or}} seconds", { lengths: ["4", "8"] });
  const refusal = new UserError("{{id}} films {{lengths}}, not {{wanted}}.", {
    id: "film-1",
    lengths,
    wanted: 5,
  });

  expect(refusal.message).toBe("film-1 films 4 or 8 seconds, not 5.");
  expect(german(refusal.sentence, refusal.params)).toBe("film-1 filmt 4 oder 8 Sekunden, nicht 5.");
});

test("what people write is said as it stands", () => {
  const name = "{{prompt}} $t(Cancelled.) <b>&amp;</b>";

  expect(german("Your vote: {{label}}.", { label: name })).toBe(`Deine Stimme: ${name}.`);
});

test("a browser says it in English without any translations", () => {
  const range = said("{{number}} from {{min}} to {{max}}", {
    number: said("a whole number"),
    min: 1,
    max: 20,
  });

  expect(inEnglish(said("{{option}} takes {{range}}.", { option: "seconds", range }))).toBe(
    "seconds takes a whole number from 1 to 20.",
  );
});

test.each([
  ["de-AT,de;q=0.9,en;q=0.8", "de-AT"],
  ["fr-FR, de;q=0.8, en;q=0.5", "de"],
  ["en-GB,de", "en-GB"],
  ["fr, ja", "en"],
  ["*", "en"],
  [undefined, "en"],
])("a browser that asks for %s is answered in %s", (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});

test("an option is named in each language of the commands", () => {
  expect(inLanguages("--seconds")).toEqual({
    de: "sekunden",
    "es-ES": "segundos",
    fr: "secondes",
    ja: "秒数",
    "pt-BR": "segundos",
  });
  expect(inLanguages("--nothing")).toEqual({});
});
