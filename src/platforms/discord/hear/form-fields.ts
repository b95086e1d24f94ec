import { ComponentType, TextInputStyle } from "discord.js";

/** What a field of a form holds at most. */
export const LONGEST_TEXT = 4_000;

/** A field of a form, under its name. */
export function labelled(name: string, description: string, component: object) {
  return { type: ComponentType.Label, label: name, description, component };
}

/** Where a prompt is typed, with what stands there already. */
export function promptField(prompt = "") {
  return {
    type: ComponentType.TextInput,
    custom_id: "prompt",
    style: TextInputStyle.Paragraph,
    min_length: 1,
    max_length: LONGEST_TEXT,
    required: true,
    ...(prompt === "" ? {} : { value: prompt.slice(0, LONGEST_TEXT) }),
  };
}
