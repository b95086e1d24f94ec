import { unreachable } from "../errors.ts";
import type { OptionField } from "./options.ts";

/** What somebody's words mean for an option, or one sentence that says how to mend them. */
export type OptionValue =
  | { readonly value: string | number | boolean }
  | { readonly error: string };

const YES = ["yes", "true", "on", "1"];
const NO = ["no", "false", "off", "0"];

/** Reads the words that were typed for one option. Needs nothing of Node: the page uses it too. */
export function optionValue(field: OptionField, words: string): OptionValue {
  const typed = words.trim();
  if (typed === "") return { error: `${field.name} needs a value: ${field.description}.` };
  switch (field.kind) {
    case "integer":
    case "number":
      return numberValue(field, typed);
    case "choice":
      return choiceValue(field, typed);
    case "boolean":
      return booleanValue(field, typed);
    case "picture":
      return { error: `A picture cannot be typed: attach it as a file, as ${field.name}.` };
    case "text":
      return textValue(field, typed);
    default:
      return unreachable(field);
  }
}

/** Whether it takes one word, so that the words after it belong to something else. */
export function isOneWord(field: OptionField): boolean {
  return field.kind !== "text" || field.completion !== undefined;
}

type NumberField = Extract<OptionField, { kind: "integer" | "number" }>;

function numberValue(field: NumberField, typed: string): OptionValue {
  const digits = field.name === "seconds" ? typed.replace(/\s*s(ec(onds?)?)?$/i, "") : typed;
  const pattern = field.kind === "integer" ? /^[+-]?\d+$/ : /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
  const value = Number(digits);
  const { min = -Infinity, max = Infinity } = field;
  const isSafe = Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (pattern.test(digits) && isSafe && value >= min && value <= max) return { value };
  return { error: `${field.name} takes ${rangeText(field)}, not “${shortened(typed)}”.` };
}

/** `a whole number from 1 to 20`. */
export function rangeText({ kind, min, max }: NumberField): string {
  const number = kind === "integer" ? "a whole number" : "a number";
  if (min !== undefined && max !== undefined) return `${number} from ${min} to ${max}`;
  if (min !== undefined) return `${number} from ${min} up`;
  if (max !== undefined) return `${number} up to ${max}`;
  return number;
}

function choiceValue(field: Extract<OptionField, { kind: "choice" }>, typed: string) {
  const value = field.choices.find((choice) => choice.toLowerCase() === typed.toLowerCase());
  if (value !== undefined) return { value };
  return {
    error: `${field.name} is one of ${field.choices.join(", ")}, not “${shortened(typed)}”.`,
  };
}

function booleanValue(field: OptionField, typed: string): OptionValue {
  if (YES.includes(typed.toLowerCase())) return { value: true };
  if (NO.includes(typed.toLowerCase())) return { value: false };
  return { error: `${field.name} is yes or no, not “${shortened(typed)}”.` };
}

function textValue(field: Extract<OptionField, { kind: "text" }>, typed: string): OptionValue {
  const { minLength = 0, maxLength = Infinity } = field;
  if (typed.length < minLength) {
    return { error: `${field.name} needs at least ${minLength} characters.` };
  }
  if (typed.length > maxLength) {
    return {
      error: `${field.name} has ${typed.length} characters; ${maxLength} fit, so leave out ${typed.length - maxLength}.`,
    };
  }
  return { value: typed };
}

function shortened(typed: string): string {
  return typed.length > 40 ? `${typed.slice(0, 39)}…` : typed;
}
