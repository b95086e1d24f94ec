import { readFileSync } from "node:fs";
import { createInstance } from "i18next";
import { micros, moneyIn, exactMoneyIn } from "./money.ts";
import type { Param, Params, Said } from "./said.ts";

export type { Params } from "./said.ts";

/** Says an English sentence in a person's language. */
export type Words = (sentence: string, params?: Params) => string;

/** The languages that the bot speaks beside English; each has a file in `locales/`. */
const LANGUAGES = ["de"];
/** Those in which it names and describes its commands. */
const COMMAND_LANGUAGES = ["de", "es-ES", "fr", "ja", "pt-BR"];

const books = createInstance();
void books.init({
  initAsync: false,
  lng: "en",
  fallbackLng: "en",
  resources: Object.fromEntries(
    ["en", ...LANGUAGES].map((language) => [language, { translation: read(language) }]),
  ),
  // An English sentence is its own key, so neither dots nor colons mean anything in it.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

// `{{price, money}}` and `{{price, rate}}` take micro-dollars, `{{at, day}}` and `{{at, month}}` epoch ms,
// `{{names, or}}` and `{{names, and}}` a list.
books.services.formatter?.add("money", (amount, language = "en") =>
  moneyIn(language, micros(Number(amount))),
);
books.services.formatter?.add("rate", (amount, language = "en") =>
  exactMoneyIn(language, micros(Number(amount))),
);
books.services.formatter?.add("day", (at, language = "en") =>
  new Intl.DateTimeFormat(european(language), {
    timeZone: "UTC",
    day: "numeric",
    month: "long",
  }).format(Number(at)),
);
books.services.formatter?.add("month", (at, language = "en") =>
  new Intl.DateTimeFormat(european(language), {
    timeZone: "UTC",
    month: "long",
    year: "numeric",
  }).format(Number(at)),
);
books.services.formatter?.add("or", (names: readonly string[], language = "en") =>
  new Intl.ListFormat(european(language), { type: "disjunction" }).format(names),
);
books.services.formatter?.add("and", (names: readonly string[], language = "en") =>
  new Intl.ListFormat(european(language), { type: "conjunction" }).format(names),
);

/**
 * The words for a locale, as BCP 47. The English sentence is the key, with `{{name}}` for what is put
 * in; a sentence with `{{count}}` has its plural forms in `locales/`. What has no translation is said
 * in English.
 */
export function wordsFor(locale: string): Words {
  const say = books.getFixedT(languageOf(locale));
  function words(sentence: string, params: Params = {}): string {
    const plain = Object.entries(params).map(([name, param]) => [name, plainly(param, words)]);
    const text: unknown = say(sentence, Object.fromEntries(plain));
    return typeof text === "string" ? text : sentence;
  }
  return words;
}

/** Read when somebody asks: only a platform that draws commands in them does. */
let commandBooks: readonly (readonly [language: string, book: Book])[] | undefined;

/**
 * What something of a command is called in each language that has a word for it, by its locale. The
 * key is its description, or `/video`, `--seconds` and `=show` for a command, an option and a choice.
 */
export function inLanguages(key: string): Record<string, string> {
  commandBooks ??= COMMAND_LANGUAGES.map((language) => [language, read(language)] as const);
  const known = commandBooks.flatMap(([language, book]) => {
    const text = book[key];
    return text === undefined ? [] : [[language, text] as const];
  });
  return Object.fromEntries(known);
}

/** A language's own sentences, by the English ones: for where `wordsFor` cannot be asked. */
export function bookOf(language: string): Book {
  return LANGUAGES.includes(language) ? read(language) : {};
}

/** Out of what a browser would like to read (`Accept-Language`), the first that the bot speaks. */
export function preferredLocale(header = ""): string {
  const asked = header.split(",").map((range) => range.replace(/;.*$/, "").trim());
  const locales = asked.filter((range) => /^[a-z]{2,3}(?:-[\w-]{1,20})?$/i.test(range));
  const isSpoken = (locale: string) => /^en\b/i.test(locale) || languageOf(locale) !== "en";
  return locales.find(isSpoken) ?? "en";
}

/** The language in which `wordsFor` speaks to somebody of this locale. */
export function languageOf(locale: string): string {
  const [language = "en"] = locale.toLowerCase().split("-");
  return LANGUAGES.includes(language) ? language : "en";
}

function plainly(param: Param, words: Words): string | number | readonly (string | number)[] {
  if (typeof param === "string" || typeof param === "number") return param;
  return isSaid(param)
    ? words(param.sentence, param.params)
    : param.map((item) => (typeof item === "object" ? words(item.sentence, item.params) : item));
}

function isSaid(param: Said | readonly unknown[]): param is Said {
  return "sentence" in param;
}

/** Our English dates and lists are written as in `1 December` and `4, 8 or 12`. */
function european(language: string): string {
  return language === "en" ? "en-GB" : language;
}

type Book = Readonly<Record<string, string>>;

function read(language: string): Book {
  const file = new URL(`../locales/${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
