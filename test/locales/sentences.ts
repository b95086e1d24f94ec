import { readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

/** Where the sentence stands in a call, by what is called. */
const PLACES: Readonly<Record<string, number>> = {
  UserError: 0,
  QuotaExceeded: 0,
  said: 0,
  sentence: 0,
  say: 0,
  words: 0,
  about: 2,
  Refusal: 1,
};

export interface Sentences {
  /** English sentences that people may read. */
  readonly keys: ReadonlySet<string>;
  /** Every text in the source: a key that is none of them is dead. */
  readonly texts: ReadonlySet<string>;
  /** Sentences that are put together of pieces: no translation can be found for them. */
  readonly composed: readonly string[];
}

/** Reads the sentences for people out of TypeScript sources. */
export function sentencesIn(files: readonly string[], isForPeople: (file: string) => boolean) {
  const keys = new Set<string>();
  const texts = new Set<string>();
  const composed: string[] = [];

  for (const file of files) {
    const source = readFileSync(file, "utf8");
    for (const node of nodesIn(parseSync(file, source).program)) {
      const text = textOf(node);
      if (text !== undefined) texts.add(text);
      if (!isForPeople(file)) continue;
      for (const part of sentencePartsOf(node)) {
        const key = textOf(part);
        if (key !== undefined) keys.add(key);
        else if (isComposed(part)) composed.push(`${file}: ${source.slice(part.start, part.end)}`);
      }
    }
  }
  return { keys, texts, composed } satisfies Sentences;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

function* nodesIn(value: unknown): Iterable<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** What stands where a call takes a sentence; both sides of a choice. */
function sentencePartsOf(node: Node): Node[] {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
  const place = PLACES[calleeOf(node["callee"])];
  const given = node["arguments"];
  const found: unknown = place === undefined || !Array.isArray(given) ? undefined : given[place];
  return isNode(found) ? branchesOf(found) : [];
}

function branchesOf(node: Node): Node[] {
  if (node.type !== "ConditionalExpression") return [node];
  return [node["consequent"], node["alternate"]].filter(isNode).flatMap(branchesOf);
}

/** `words` in `words("…")`, and for what `wordsFor(locale)` answers. */
function calleeOf(callee: unknown): string {
  if (!isNode(callee)) return "";
  if (callee.type === "Identifier") return String(callee["name"]);
  const isWords = callee.type === "CallExpression" && calleeOf(callee["callee"]) === "wordsFor";
  return isWords ? "words" : "";
}

function textOf(node: Node): string | undefined {
  if (node.type !== "Literal") return undefined;
  return typeof node["value"] === "string" ? node["value"] : undefined;
}

function isComposed({ type }: Node): boolean {
  return type === "TemplateLiteral" || type === "BinaryExpression";
}
