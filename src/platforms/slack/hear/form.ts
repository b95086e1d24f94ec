import { z } from "zod";
import type { types } from "@slack/bolt";
import type { Said } from "../../../said.ts";
import { wordsFor } from "../../../words.ts";
import type { OptionField } from "../../options.ts";
import { optionFields } from "../../options.ts";
import type { CommandSpec, Form } from "../../platform.ts";
import { LACKING } from "../lacking.ts";
import type { Block } from "../show/blocks.ts";
import { plainText, section } from "../show/blocks.ts";
import type { Reader } from "./form-fields.ts";
import { fieldBlock, LABEL, LONGEST_TEXT } from "./form-fields.ts";
import type { Given } from "../../chat/typed.ts";

/** Each block, and the one element in it, has the name of its option; but for where a video comes. */
export const CHANNEL = "channel";

const TITLE = 24;

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
export function commandForm(spec: CommandSpec, note: FormNote, given: Given, reader: Reader): View {
  const { locale } = reader;
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
      const block = fieldBlock(field, given[field.name], reader);
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
  { prompt, note, reader }: { prompt: string; note: FormNote; reader: Reader },
): View {
  const { locale } = reader;
  const say = wordsFor(locale);
  const image =
    holds === "nothing"
      ? say("A picture to begin with, if you like")
      : say("Another picture to begin with, if you like");
  const words: OptionField = {
    kind: "text",
    name: "prompt",
    description: label,
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
    fieldBlock(words, prompt === "" ? undefined : prompt, reader),
    ...(takesPicture ? [fieldBlock(picture, undefined, reader)] : []),
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
