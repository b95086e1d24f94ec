import { saidWith } from "../../said.ts";
import type { Params, Said } from "../../said.ts";

/** What the server has written into the page: its sentences in the reader's language. */
const BOOK = bookIn(globalThis.document);

/** The reader's own way of writing dates and numbers, as far as it is the page's language. */
export const LOCALE = localeOf(globalThis.document);

/** Says one of the page's own sentences. What has no translation is said in English. */
export function words(sentence: string, params: Params = {}): string {
  return inWords({ sentence, params });
}

/** Says a sentence that the page shares with the server. */
export function inWords(said: Said): string {
  return saidWith((sentence) => BOOK[sentence] ?? sentence, said);
}

/** Whoever reads the page's parts outside of a browser reads English. */
function bookIn(page: Document | undefined): Readonly<Record<string, string>> {
  return JSON.parse(page?.querySelector("#book")?.textContent || "{}");
}

function localeOf(page: Document | undefined): string {
  const language = page?.documentElement.lang || "en";
  const isOurs = (locale: string) => locale === language || locale.startsWith(`${language}-`);
  return globalThis.navigator?.languages?.find(isOurs) ?? language;
}
