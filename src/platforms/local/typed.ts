import { z } from "zod";
import { sentence } from "../../said.ts";
import { wordsFor } from "../../words.ts";
import { isOneWord } from "../option-values.ts";
import { optionFields } from "../options.ts";
import type { Ask, CommandSpec } from "../platform.ts";

/** What somebody asked for, as the channel shows it: `/video` `a fox in the rain` `seconds 8`. */
export const Typed = z.object({
  /** `/video`, or the label of a button. */
  command: z.string(),
  words: z.string(),
  options: z.array(z.object({ name: z.string(), value: z.string() })).readonly(),
});
export type Typed = z.infer<typeof Typed>;

const BUTTONS: Readonly<Record<string, string>> = {
  again: sentence("Again"),
  edit: sentence("Edit prompt"),
  extend: sentence("Extend"),
  final: sentence("Finish in HD"),
  film: sentence("Film this"),
};

export function typed(ask: Ask, commands: readonly CommandSpec[], locale: string): Typed {
  if (ask.kind === "action") {
    const { prompt } = ask.options;
    const label = BUTTONS[ask.name];
    return {
      command: label === undefined ? ask.name : wordsFor(locale)(label),
      words: typeof prompt === "string" ? prompt : "",
      options: [],
    };
  }
  const spec = commands.find(({ name }) => name === ask.name);
  const fields = spec ? optionFields(spec) : [];
  const free = fields.find((field) => field.isRequired && !isOneWord(field))?.name;
  const pictures = fields.filter(({ kind }) => kind === "picture").map(({ name }) => name);
  const options = Object.entries(ask.options)
    .filter(([name, value]) => name !== free && !pictures.includes(name) && value !== undefined)
    .map(([name, value]) => ({ name, value: String(value) }));
  const words = free === undefined ? undefined : ask.options[free];
  return { command: `/${ask.name}`, words: typeof words === "string" ? words : "", options };
}

/** The same as one line of plain text. */
export function typedLine({ command, words, options }: Typed): string {
  const marked = options.map(({ name, value }) => `--${name} ${value}`);
  return [command, words, ...marked].filter(Boolean).join(" ");
}
