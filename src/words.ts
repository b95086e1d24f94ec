import { readFileSync } from "node:fs";
import { createInstance } from "i18next";

/** What is put into a sentence; a value is said as it stands, never as markup. */
export type Params = Readonly<Record<string, string | number>>;

/** Says an English sentence in a person's language. */
export type Words = (sentence: string, params?: Params) => string;

/** The languages that the bot speaks beside English; each has a file in `locales/`. */
const LANGUAGES = ["de"];

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

/**
 * The words for a locale, as BCP 47. The English sentence is the key, with `{{name}}` for what is put
 * in; a sentence with `{{count}}` has its plural forms in `locales/`. What has no translation is said
 * in English.
 */
export function wordsFor(locale: string): Words {
  const [language = "en"] = locale.toLowerCase().split("-");
  const say = books.getFixedT(LANGUAGES.includes(language) ? language : "en");
  return (sentence, params = {}) => say(sentence, params);
}

function read(language: string): Record<string, string> {
  const file = new URL(`../locales/${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
