import { z } from "zod";
import type { types } from "@slack/bolt";
import { unreachable } from "../../../unreachable.ts";
import type { Said } from "../../../said.ts";
import { wordsFor } from "../../../words.ts";
import type { OptionField } from "../../options.ts";
import { optionFields } from "../../options.ts";
import type { CommandSpec, Form } from "../../platform.ts";
import { LACKING } from "../lacking.ts";
import type { Block } from "../show/blocks.ts";
import { plainText, section } from "../show/blocks.ts";
import type { Given } from "../../chat/typed.ts";

/** Each block, and the one element in it, has the name of its option; but for where a video comes. */
export const CHANNEL = "channel";
/** Slack's own bound of a file in a form, in MB. */
export const FORM_FILE_MB = 10;
export const PICTURES = ["png", "jpg", "jpeg", "webp", "gif"];

const TITLE = 24;
const LONGEST_TEXT = 3_000;
const LABEL = 150;

/** What tells its price in its form, and the options that it depends on. */
export const PRICED = ["video", "animate", "compare", "remix", "extend", "edit"];
export const PRICING = ["job", "model", "seconds", "aspect", "resolution"];

/** What a form is about, as Slack hands it back when it is sent off. */
export const FormNote = z.object({
  /** Where it was opened; a form from nowhere asks for a channel. */
  place: z.object({ channel: z.string(), ts: z.string().optional() }).optional(),
  ask: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("command"), name: z.string() }),
    z.object({ kind: z.literal("action"), name: z.string(), job: z.string() }),
  ]),
  /** Options that are not asked for. */
  given: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** A picture that was picked from a message. */
  pick: z.string().optional(),
});
export type FormNote = z.infer<typeof FormNote>;

export type View = types.ModalView;

/** A form for the options of a command. */
export function commandForm(spec: CommandSpec, note: FormNote, given: Given, locale: string): View {
  const isPicked = note.pick !== undefined;
  const fields = optionFields(spec).filter(
    ({ name, kind }) =>
      !(name in note.given) && !LACKING.includes(name) && !(isPicked && kind === "picture"),
  );
  const isLost = note.place === undefined && spec.opensThread;
  const channel: Block[] = isLost ? [channelField(locale)] : [];
  const asksPrice = PRICED.includes(spec.name);
  const title = spec.name.charAt(0).toUpperCase() + spec.name.slice(1);
  const blocks = [
    ...fields.map((field) => {
      const block = fieldBlock(field, given[field.name], locale);
      return asksPrice && PRICING.includes(field.name)
        ? { ...block, dispatch_action: true }
        : block;
    }),
    ...channel,
  ];
  return viewOf(`command:${spec.name}`, { title, note, blocks, locale });
}

/** A form of a button: it asks for a prompt, and may hold one already. */
export function promptForm(
  { title, label, holds, takesPicture }: Form,
  { prompt, note, locale }: { prompt: string; note: FormNote; locale: string },
): View {
  const say = wordsFor(locale);
  const image =
    holds === "nothing"
      ? say("A picture to begin with, if you like")
      : say("Another picture to begin with, if you like");
  const words: OptionField = {
    kind: "text",
    name: "prompt",
    description:
      prompt.length <= LONGEST_TEXT
        ? say(label)
        : say("It is longer than fits into this form: its end would be lost."),
    isRequired: true,
    maxLength: LONGEST_TEXT,
  };
  const picture = {
    kind: "picture",
    name: "image",
    description: image,
    isRequired: false,
  } as const;
  const blocks = [
    fieldBlock(words, prompt === "" ? undefined : prompt, locale),
    ...(takesPicture ? [fieldBlock(picture, undefined, locale)] : []),
  ];
  return viewOf("action", { title: say(title), note, blocks, locale });
}

/** What stands in a form while what belongs into it is looked up. */
export function waitingView(locale: string): View {
  const say = wordsFor(locale);
  return {
    type: "modal",
    title: plainText(say("One moment…"), TITLE),
    close: plainText(say("Close"), TITLE),
    blocks: [{ type: "section", text: plainText(say("Looking it up…"), LABEL) }],
  };
}

/** What stands where a form would be that there cannot be. */
export function wordsView({ sentence, params }: Said, locale: string): View {
  const say = wordsFor(locale);
  return {
    type: "modal",
    title: plainText("Rushes", TITLE),
    close: plainText(say("Close"), TITLE),
    blocks: [section(say(sentence, params))],
  };
}

function viewOf(
  id: string,
  form: { title: string; note: FormNote; blocks: Block[]; locale: string },
): View {
  const say = wordsFor(form.locale);
  return {
    type: "modal",
    callback_id: id,
    title: plainText(form.title, TITLE),
    submit: plainText(say("Go"), TITLE),
    close: plainText(say("Cancel"), TITLE),
    private_metadata: JSON.stringify(form.note),
    blocks: form.blocks,
  };
}

function channelField(locale: string): Block {
  return {
    type: "input",
    block_id: CHANNEL,
    label: plainText(wordsFor(locale)("Where the video comes"), LABEL),
    element: {
      type: "conversations_select",
      action_id: CHANNEL,
      default_to_current_conversation: true,
    },
  };
}

function fieldBlock(field: OptionField, given: Given[string] | undefined, locale: string): Block {
  const say = wordsFor(locale);
  const size = say("Up to {{most}} MB: {{types}}.", {
    most: FORM_FILE_MB,
    types: PICTURES.join(", "),
  });
  return {
    type: "input",
    block_id: field.name,
    optional: !field.isRequired,
    label: plainText(say(field.description), LABEL),
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
            ...(text === undefined ? {} : { initial_option: option(text) }),
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
  return { text: plainText(label, 75), value };
}
