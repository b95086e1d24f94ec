import { isOneWord, rangeText } from "../../../platforms/option-values.ts";
import type { CommandView } from "../../../platforms/local/views.ts";
import type { OptionField } from "../../../platforms/options.ts";
import type { Suggested } from "../talk/requests.ts";
import { commandOf } from "./draft.ts";
import type { Draft } from "./draft.ts";
import { words } from "../language.ts";

/** More numbers than this are no choice any more. */
const MANY_NUMBERS = 60;

/** What is being typed where the caret stands; `from` is where an answer is put in. */
export type Question =
  | { readonly kind: "command"; readonly typed: string; readonly from: number }
  | { readonly kind: "option"; readonly typed: string; readonly from: number }
  | {
      readonly kind: "value";
      readonly field: OptionField;
      readonly typed: string;
      readonly from: number;
    };

export type Suggestion =
  | { readonly kind: "command"; readonly command: CommandView }
  | { readonly kind: "option"; readonly field: OptionField }
  | {
      readonly kind: "value";
      readonly field: OptionField;
      readonly value: string;
      readonly label: string;
    };

export function questionAt(
  draft: Draft,
  caret: number,
  commands: readonly CommandView[],
): Question | undefined {
  const before = draft.words.slice(0, caret);
  if (!draft.command && /^\/[\w-]*$/.test(before)) {
    return { kind: "command", typed: before.slice(1).toLowerCase(), from: 0 };
  }
  const command = commandOf(draft, commands);
  if (!command) return undefined;
  return (
    valueQuestion(command, before) ?? optionQuestion(before) ?? leading(draft, command, before)
  );
}

/** `--seconds 1`, `seconds:1`: the value of an option that is named. */
function valueQuestion({ fields }: CommandView, before: string): Question | undefined {
  const flag = /(?:^|\s)((?:--|—)([a-z]+)[ =](\S*))$/i.exec(before);
  const label = /(?:^|\s)(([a-z]+): ?(\S*))$/i.exec(before);
  const [, token = "", name = "", typed = ""] = flag ?? label ?? [];
  const field = fields.find((candidate) => candidate.name === name.toLowerCase());
  if (!field || field.kind === "picture" || !isOneWord(field)) return undefined;
  return { kind: "value", field, typed, from: before.length - token.length };
}

function optionQuestion(before: string): Question | undefined {
  const [, token = "", typed = ""] = /(?:^|\s)((?:--|—)([a-z]*))$/i.exec(before) ?? [];
  if (token === "") return undefined;
  return { kind: "option", typed: typed.toLowerCase(), from: before.length - token.length };
}

/** The first word of a command that begins with a choice: `/cancel ` offers the running jobs. */
function leading(draft: Draft, command: CommandView, before: string): Question | undefined {
  if (!draft.command || /\s/.test(before)) return undefined;
  const field =
    command.fields.find(
      ({ name, kind, isRequired }) =>
        kind !== "picture" && kind !== "boolean" && !(name in draft.options) && isRequired,
    ) ?? command.fields.find(({ name, kind }) => kind === "choice" && !(name in draft.options));
  if (!field || !isOneWord(field) || hasFreeText(command, field)) return undefined;
  return { kind: "value", field, typed: before, from: 0 };
}

/** Whether plain words come first in this command, so that nothing else may grab them. */
function hasFreeText({ fields }: CommandView, field: OptionField): boolean {
  const text = fields.findIndex((other) => other.isRequired && !isOneWord(other));
  return text !== -1 && text < fields.indexOf(field);
}

/** The answers that fit a question. `found` are those that the server completed. */
export function suggestions(
  question: Question,
  draft: Draft,
  commands: readonly CommandView[],
  found: readonly Suggested[],
): Suggestion[] {
  if (question.kind === "command") {
    return commands
      .filter(({ name }) => name.startsWith(question.typed))
      .map((command) => ({ kind: "command", command }));
  }
  if (question.kind === "option") {
    const fields = commandOf(draft, commands)?.fields ?? [];
    return fields
      .filter(({ name }) => name.startsWith(question.typed) && !(name in draft.options))
      .filter((field) => isOneWord(field))
      .map((field) => ({ kind: "option", field }));
  }
  const { field } = question;
  return offered(field, found)
    .filter(({ value, label }) => fits(question.typed, value, label))
    .map(({ value, label }) => ({ kind: "value", field, value, label }));
}

function fits(typed: string, value: string, label: string): boolean {
  const wanted = typed.toLowerCase();
  return value.toLowerCase().startsWith(wanted) || label.toLowerCase().includes(wanted);
}

function offered(field: OptionField, found: readonly Suggested[]): readonly Suggested[] {
  const plain = (value: string | number) => ({
    value: String(value),
    label: "default" in field && field.default === value ? words("default") : "",
  });
  if (field.kind === "choice") return field.choices.map(plain);
  if (field.kind === "boolean") return [plain("yes"), plain("no")];
  if (field.kind !== "integer") return found;
  const { min, max } = field;
  if (min === undefined || max === undefined || max - min > MANY_NUMBERS) return [];
  return Array.from({ length: max - min + 1 }, (_, index) => plain(min + index));
}

/** Whether a command offers what it does not need, and nothing of it was typed yet. */
export function isOpenChoice(question: Question | undefined, draft: Draft): boolean {
  if (question?.kind !== "value" || question.field.isRequired) return false;
  return draft.command !== undefined && draft.words.trim() === "";
}

/** What may be typed where nothing can be chosen. */
export function hint(question: Question): string | undefined {
  if (question.kind !== "value") return undefined;
  const { field } = question;
  if (field.kind !== "integer" && field.kind !== "number") return undefined;
  return words("{{what}}: {{range}}", { what: field.description, range: rangeText(field) });
}

/** The draft after a suggestion was taken, and where the caret stands in its words. */
export function accepted(
  draft: Draft,
  question: Question,
  caret: number,
  suggestion: Suggestion,
): { draft: Draft; caret: number } {
  const head = draft.words.slice(0, question.from);
  const tail = draft.words.slice(caret);
  if (suggestion.kind === "command") {
    const chosen = { ...draft, command: suggestion.command, words: tail.trimStart() };
    return { draft: chosen, caret: 0 };
  }
  const { field } = suggestion;
  if (suggestion.kind === "option" && field.kind !== "boolean" && field.kind !== "picture") {
    const asked = `${head}--${field.name} `;
    return { draft: { ...draft, words: asked + tail }, caret: asked.length };
  }
  const left = head + tail.trimStart();
  const value = suggestion.kind === "value" ? toValue(field, suggestion.value) : true;
  const options = field.kind === "picture" ? {} : { [field.name]: value };
  return {
    draft: { ...draft, words: left, options: { ...draft.options, ...options } },
    caret: head.length,
  };
}

function toValue(field: OptionField, value: string) {
  if (field.kind === "integer" || field.kind === "number") return Number(value);
  return field.kind === "boolean" ? value === "yes" : value;
}
