import { said } from "../said.ts";
import type { Said } from "../said.ts";
import { unreachable } from "../unreachable.ts";
import type { OptionField } from "./options.ts";

/** What somebody's words mean for an option, or one sentence that says how to mend them. */
export type OptionValue = { readonly value: string | number | boolean } | { readonly error: Said };

const YES = ["yes", "true", "on", "1"];
const NO = ["no", "false", "off", "0"];

/** Reads the words that were typed for one option. Needs nothing of Node: the page uses it too. */
export function optionValue(field: OptionField, words: string): OptionValue {
  const typed = words.trim();
  const option = field.name;
  if (typed === "" && field.kind === "text" && field.bare !== undefined) {
    return { value: field.bare };
  }
  if (typed === "") {
    const description = said(field.description);
    return { error: said("{{option}} needs a value: {{description}}.", { option, description }) };
  }
  switch (field.kind) {
    case "integer":
    case "number":
      return numberValue(field, typed);
    case "choice":
      return choiceValue(field, typed);
    case "boolean":
      return booleanValue(field, typed);
    case "picture":
      return {
        error: said("A picture cannot be typed: attach it as a file, as {{option}}.", { option }),
      };
    case "text":
      return textValue(field, typed);
    default:
      return unreachable(field);
  }
}

/** Whether it takes one word, so that the words after it belong to something else. */
export function isOneWord(field: OptionField): boolean {
  if (field.kind !== "text") return true;
  return field.completion !== undefined || field.isWord === true;
}

type NumberField = Extract<OptionField, { kind: "integer" | "number" }>;

function numberValue(field: NumberField, typed: string): OptionValue {
  const digits = field.name === "seconds" ? typed.replace(/\s*s(ec(onds?)?)?$/i, "") : typed;
  const pattern = field.kind === "integer" ? /^[+-]?\d+$/ : /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
  const value = Number(digits);
  const { min = -Infinity, max = Infinity } = field;
  const isSafe = Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (pattern.test(digits) && isSafe && value >= min && value <= max) return { value };
  return {
    error: said("{{option}} takes {{range}}, not “{{typed}}”.", {
      option: field.name,
      range: rangeText(field),
      typed: shortened(typed),
    }),
  };
}

/** `a whole number from 1 to 20`. */
export function rangeText({ kind, min, max }: NumberField): Said {
  const isWhole = kind === "integer";
  const number = said(isWhole ? "a whole number" : "a number");
  if (min !== undefined && max !== undefined) {
    return said("{{number}} from {{min}} to {{max}}", { number, min, max });
  }
  if (min !== undefined) return said("{{number}} from {{min}} up", { number, min });
  if (max !== undefined) return said("{{number}} up to {{max}}", { number, max });
  return number;
}

function choiceValue(field: Extract<OptionField, { kind: "choice" }>, typed: string) {
  const value = field.choices.find((choice) => choice.toLowerCase() === typed.toLowerCase());
  if (value !== undefined) return { value };
  return {
    error: said("{{option}} is one of {{choices}}, not “{{typed}}”.", {
      option: field.name,
      choices: field.choices.join(", "),
      typed: shortened(typed),
    }),
  };
}

function booleanValue(field: OptionField, typed: string): OptionValue {
  if (YES.includes(typed.toLowerCase())) return { value: true };
  if (NO.includes(typed.toLowerCase())) return { value: false };
  return {
    error: said("{{option}} is yes or no, not “{{typed}}”.", {
      option: field.name,
      typed: shortened(typed),
    }),
  };
}

function textValue(field: Extract<OptionField, { kind: "text" }>, typed: string): OptionValue {
  const { minLength = 0, maxLength = Infinity } = field;
  if (typed.length < minLength) {
    return {
      error: said("{{option}} needs at least {{least}} characters.", {
        option: field.name,
        least: minLength,
      }),
    };
  }
  if (typed.length > maxLength) {
    return {
      error: said("{{option}} has {{typed}} characters; {{most}} fit, so leave out {{excess}}.", {
        option: field.name,
        typed: typed.length,
        most: maxLength,
        excess: typed.length - maxLength,
      }),
    };
  }
  return { value: typed };
}

function shortened(typed: string): string {
  return typed.length > 40 ? `${typed.slice(0, 39)}…` : typed;
}
