/** What begins markup, a mention or a link on Discord. */
const MARKUP = /[\\*_~`|<>[\]#@]/g;
const LIST = /^(\s*)([-+]|\d+\.)(?=\s)/gm;

/** A person's words as they are: never markup, never a ping, never a link. */
export function plain(words: string): string {
  return words
    .replaceAll(MARKUP, String.raw`\$&`)
    .replaceAll("://", String.raw`:\//`)
    .replaceAll(LIST, String.raw`$1\$2`);
}

/** The same, as a quotation. */
export function quoted(words: string, length: number): string {
  return cut(plain(words.trim()), length).replaceAll(/^/gm, "> ");
}

/** At most `length` characters, and never half of an escape or of a letter. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\\\uD800-\uDBFF]+$/, "")}…`;
}
