import type { types } from "@slack/bolt";
import type { Given } from "../../chat/typed.ts";
import { sentence } from "../../../said.ts";
import { unreachable } from "../../../unreachable.ts";
import { wordsFor } from "../../../words.ts";
import type { OptionField } from "../../options.ts";
import type { Block } from "../show/blocks.ts";
import { plainText } from "../show/blocks.ts";

/** Slack's own bound of a file in a form, in MB, which Slack reads as MiB. */
const FORM_FILE_MB = 10;
export const PICTURES = ["png", "jpg", "jpeg", "webp", "gif"];

export const LONGEST_TEXT = 3_000;
export const LABEL = 150;
/** What a list of Slack's holds, and what is chosen in it. */
export const LONGEST_OPTION = 75;
const CUT = sentence("It is longer than fits into this form: its end would be lost.");

/** Whom a form is for, and what it takes of them. */
export interface Reader {
  readonly locale: string;
  /** The largest picture that may be used here. */
  readonly maxImageBytes: number;
}

/** The largest picture that a form takes. */
export function largestIn({ maxImageBytes }: Reader): { bytes: number; megabytes: number } {
  return {
    bytes: Math.min(FORM_FILE_MB * 2 ** 20, maxImageBytes),
    megabytes: Math.min(FORM_FILE_MB, maxImageBytes / 1_000_000),
  };
}

/** A field of a form, named after its option. */
export function fieldBlock(
  field: OptionField,
  given: Given[string] | undefined,
  reader: Reader,
): Block {
  const say = wordsFor(reader.locale);
  const size = say("Up to {{most}} MB: {{types}}.", {
    most: largestIn(reader).megabytes,
    types: PICTURES.join(", "),
  });
  const isCut = typeof given === "string" && given.length > LONGEST_TEXT;
  return {
    type: "input",
    block_id: field.name,
    optional: !field.isRequired,
    label: plainText(say(isCut ? CUT : field.description), LABEL),
    element: elementOf(field, given ?? ("default" in field ? field.default : undefined)),
    ...(field.kind === "picture" ? { hint: plainText(size, LABEL) } : {}),
  };
}

function elementOf(field: OptionField, value: Given[string] | undefined): types.InputBlockElement {
  const text = value === undefined ? undefined : String(value);
  switch (field.kind) {
    case "text":
      return field.completion === undefined
        ? {
            type: "plain_text_input",
            action_id: field.name,
            multiline: (field.maxLength ?? LONGEST_TEXT) > 200,
            max_length: Math.min(LONGEST_TEXT, field.maxLength ?? LONGEST_TEXT),
            ...(text === undefined ? {} : { initial_value: text.slice(0, LONGEST_TEXT) }),
          }
        : {
            type: "external_select",
            action_id: field.name,
            min_query_length: 0,
            ...(text === undefined || text.length > LONGEST_OPTION
              ? {}
              : { initial_option: option(text) }),
          };
    case "choice":
      return {
        type: "static_select",
        action_id: field.name,
        options: field.choices.map((choice) => option(choice)),
        ...(text === undefined ? {} : { initial_option: option(text) }),
      };
    case "integer":
    case "number":
      return {
        type: "number_input",
        action_id: field.name,
        is_decimal_allowed: field.kind === "number",
        // Else Slack would tell of it only once somebody has pressed Enter.
        dispatch_action_config: { trigger_actions_on: ["on_character_entered"] },
        ...(field.min === undefined ? {} : { min_value: String(field.min) }),
        ...(field.max === undefined ? {} : { max_value: String(field.max) }),
        ...(text === undefined ? {} : { initial_value: text }),
      };
    case "boolean":
      return {
        type: "checkboxes",
        action_id: field.name,
        options: [option("yes")],
        ...(value === true ? { initial_options: [option("yes")] } : {}),
      };
    case "picture":
      return { type: "file_input", action_id: field.name, filetypes: PICTURES, max_files: 1 };
    default:
      return unreachable(field);
  }
}

export function option(value: string, label = value): types.PlainTextOption {
  return { text: plainText(label, LONGEST_OPTION), value };
}
