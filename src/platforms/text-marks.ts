import type { OptionField } from "./options.ts";

/** A stretch of typed text: free words, or the words of one option. */
export type Stretch =
  | { readonly kind: "free"; readonly text: string }
  | {
      readonly kind: "option";
      readonly name: string;
      readonly rest: string;
      readonly isFlag: boolean;
    };

/** Phones turn `--` into a dash, and straight quotes into curly ones. */
const FLAG = /(?:--|[—–])(?<name>[a-z][\w-]*)(?:[=:]|(?=\s|$))/iuy;
const LABEL = /(?<name>[a-z][\w-]*):(?!\/\/)/iuy;
/** What may stand before an opening quote: nothing, a blank, or the mark of an option. */
const OPENED = /^[\s:=]?$/;
const CLOSING: Readonly<Record<string, string>> = { '"': '"', "“": "”„“", "„": "“”", "«": "»" };

/**
 * Cuts typed text where an option begins: `--name`, or `name:` of a known option. What stands in
 * quotes is never cut. The first stretch is free, and empty when an option comes first.
 */
export function stretches(text: string, fields: readonly OptionField[]): Stretch[] {
  const found: Stretch[] = [];
  let mark: { name: string; isFlag: boolean } | undefined;
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const next = isWordStart(text, at) ? markAt(text, at, fields) : undefined;
    if (next) {
      found.push(stretch(mark, text.slice(from, at)));
      mark = next;
      from = next.end;
    }
    at = next ? next.end : afterQuote(text, at);
  }
  found.push(stretch(mark, text.slice(from)));
  return found;
}

/** Takes `"quoted words"` off the front of a text: what they say, and what follows them. */
export function quotedFront(text: string): { inside: string; rest: string } | undefined {
  const start = text.length - text.trimStart().length;
  const end = afterQuote(text, start);
  if (end <= start + 1) return undefined;
  return { inside: text.slice(start + 1, end - 1), rest: text.slice(end) };
}

function stretch(mark: { name: string; isFlag: boolean } | undefined, text: string): Stretch {
  return mark ? { kind: "option", ...mark, rest: text } : { kind: "free", text };
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /\s/.test(text.charAt(at - 1));
}

function markAt(text: string, at: number, fields: readonly OptionField[]) {
  const flag = matchAt(FLAG, text, at);
  if (flag) return { ...flag, isFlag: true };
  const label = matchAt(LABEL, text, at);
  return label && fields.some(({ name }) => name === label.name)
    ? { ...label, isFlag: false }
    : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number) {
  pattern.lastIndex = at;
  const name = pattern.exec(text)?.groups?.["name"];
  return name === undefined ? undefined : { name: name.toLowerCase(), end: pattern.lastIndex };
}

/** Behind the quotation that opens here, else one character on. A quote that never closes is a letter. */
function afterQuote(text: string, at: number): number {
  const closing = OPENED.test(text.charAt(at - 1)) ? CLOSING[text.charAt(at)] : undefined;
  if (closing === undefined) return at + 1;
  for (let end = at + 1; end < text.length; end++) {
    if (closing.includes(text.charAt(end))) return end + 1;
  }
  return at + 1;
}
