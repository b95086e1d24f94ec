import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { actions, commands } from "../../commands/index.ts";
import { optionFields } from "../../src/platforms/options.ts";
import { wordsFor } from "../../src/words.ts";
import { sentencesIn } from "./sentences.ts";

/** Only who runs the bot reads these, in a terminal or a log: they are in English. */
const FOR_OPERATORS =
  /^src\/(?:config|data|store|open|queue|try|doctor)|^src\/web\/server|^src\/(?:main|folders|endpoint|parts)\.ts|models-file|offered-models|base-url|gateway\.ts|slack\/(?:doctor|line|open)/;
/** Its `words` are those of prompts. */
const FOR_PROMPTS = /^src\/providers\/animatic\/(?:plan|film|places)/;
/** Languages of commands alone. */
const OTHERS = ["es-ES", "fr", "ja", "pt-BR"];
/** Discord's rule for names, in lower case. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const files = globSync("{src,commands}/**/*.ts").toSorted();
const { keys, texts, composed } = sentencesIn(
  files,
  (file) => !FOR_OPERATORS.test(file) && !FOR_PROMPTS.test(file),
);
const books = new Map(["en", "de", ...OTHERS].map((language) => [language, bookOf(language)]));

const fields = commands.flatMap((command) => optionFields(command));
const choices = fields.flatMap((field) => (field.kind === "choice" ? field.choices : []));
/** What Discord shows of commands, by the keys of their translations. */
const shown = new Set([
  ...commands.flatMap(({ description, menu }) => [description, ...(menu ? [menu] : [])]),
  ...commands.map(({ name }) => `/${name}`),
  ...fields.map(({ description }) => description),
  ...fields.map(({ name }) => `--${name}`),
  // Sizes and shapes are the same in every language.
  ...choices.filter((choice) => !/^\d/.test(choice)).map((choice) => `=${choice}`),
]);
const forms = actions.flatMap(({ form }) => (form ? [form.title, form.label] : []));

test("the sentences of the bot are found in its source", () => {
  expect(keys).toContain("There is no /{{name}}. /help lists what there is.");
  expect(keys).toContain("say in a few words what happens in the video");
});

test("no sentence is put together of pieces", () => {
  expect(composed).toEqual([]);
});

test("German has every sentence", () => {
  const missing = [...keys, ...shown, ...forms].filter((key) => !isIn("de", key));

  expect(missing).toEqual([]);
});

test("the titles of forms are as short as Slack wants them", () => {
  const titles = actions.flatMap(({ form }) => (form ? [form.title] : []));

  const shownTitles = titles.flatMap((title) => [title, wordsFor("de")(title)]);

  expect(shownTitles.filter((title) => title.length > 24)).toEqual([]);
});

test.each(OTHERS)("%s has every name and description of the commands", (language) => {
  expect([...shown].filter((key) => !isIn(language, key))).toEqual([]);
});

test.each([...books.keys()])("%s translates nothing that nobody says any more", (language) => {
  const known = new Set([...texts, ...shown]);
  const dead = Object.keys(books.get(language) ?? {}).filter(
    (key) => !known.has(key) && !known.has(withoutPlural(key)),
  );

  expect(dead).toEqual([]);
});

test.each([...books])("%s puts into a sentence what belongs into it", (_language, book) => {
  const wrong = Object.entries(book).filter(
    ([key, text]) => marksOf(text, key).join() !== marksOf(key, key).join(),
  );

  expect(wrong).toEqual([]);
});

test("nothing is put into a sentence under a name that means something to the library", () => {
  const taken = [
    "context",
    "lng",
    "lngs",
    "ns",
    "replace",
    "defaultValue",
    "ordinal",
    "interpolation",
  ];
  const names = [...keys].flatMap((key) => marksOf(key, key));

  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});

test("a sentence that counts has a singular and a plural", () => {
  const counting = [...keys].filter((key) => key.includes("{{count}}"));

  for (const language of ["en", "de"]) {
    const both = counting.flatMap((key) => [`${key}_one`, `${key}_other`]);
    expect(both.filter((key) => books.get(language)?.[key] === undefined)).toEqual([]);
  }
});

describe.each(["de", ...OTHERS])("Discord takes the commands in %s", (language) => {
  const book = books.get(language) ?? {};

  test.each(Object.entries(book).filter(([key]) => /^(?:--|\/)[\w-]+$/.test(key)))(
    "%s",
    (_key, name) => {
      expect(name).toMatch(NAME);
      expect(name).toBe(name.toLowerCase());
    },
  );

  test("descriptions are short enough", () => {
    const long = [...shown].filter((key) => (book[key] ?? "").length > 100);

    expect(long).toEqual([]);
  });

  test("no two commands are called the same", () => {
    const names = commands.map(({ name }) => book[`/${name}`] ?? name);

    expect(new Set(names).size).toBe(names.length);
  });

  test.each(commands)("no two options of /$name are called the same", (command) => {
    const names = optionFields(command).map(({ name }) => book[`--${name}`] ?? name);

    expect(new Set(names).size).toBe(names.length);
  });
});

function bookOf(language: string): Record<string, string> {
  return JSON.parse(readFileSync(`locales/${language}.json`, "utf8"));
}

function isIn(language: string, key: string): boolean {
  const book = books.get(language) ?? {};
  return key in book || `${key}_other` in book;
}

function withoutPlural(key: string): string {
  return key.replace(/_(?:one|other)$/, "");
}

/** The names of what is put into a sentence, sorted. A singular may say its number as a word. */
function marksOf(text: string, key: string): string[] {
  const marks = [...text.matchAll(/\{\{(\w+)/g)].map(([, name = ""]) => name).toSorted();
  return key.endsWith("_one") ? marks.filter((mark) => mark !== "count") : marks;
}
