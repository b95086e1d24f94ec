import { isOneWord, optionValue } from "../../../platforms/option-values.ts";
import { textOptions } from "../../../platforms/text-options.ts";
import type { CommandView } from "../../../platforms/local/views.ts";
import { pictureFields, placed } from "./pictures.ts";
import type { Pictures } from "./pictures.ts";
import { inWords, words } from "../language.ts";

type Value = string | number | boolean;

/** A command that is being written. Options that are settled stand beside the words. */
export interface Draft {
  /** The command, once it is clear; plain words without one go to the default command. */
  readonly command: CommandView | undefined;
  readonly words: string;
  readonly options: Readonly<Record<string, Value>>;
  readonly pictures: Pictures;
}

export const BLANK: Draft = { command: undefined, words: "", options: {}, pictures: {} };

/** What is sent, or one sentence that says what is missing. */
export type Ready =
  | {
      readonly command: CommandView;
      readonly options: Readonly<Record<string, Value>>;
      readonly pictures: Pictures;
    }
  | { readonly error: string };

/** Takes what the text field now holds: `/video ` becomes the command, `--seconds 8 ` an option. */
export function typedInto(draft: Draft, text: string, commands: readonly CommandView[]): Draft {
  const [, name, rest = ""] = /^\/([\w-]+)\s([^]*)$/.exec(text) ?? [];
  const command = draft.command
    ? undefined
    : commands.find((offered) => offered.name === name?.toLowerCase());
  const next = command ? { ...draft, command, words: rest } : { ...draft, words: text };
  return absorbed(next, commands);
}

/** The command that plain words go to: the first one that films from words alone. */
export function commandOf(draft: Draft, commands: readonly CommandView[]): CommandView | undefined {
  if (draft.command || draft.words.startsWith("/")) return draft.command;
  return commands.find(({ name }) => name === "video") ?? commands[0];
}

/** Leaves the chosen command: the words stay, and what plain words take too. */
export function withoutCommand(draft: Draft, commands: readonly CommandView[]): Draft {
  const left = { ...draft, command: undefined };
  const known = commandOf(left, commands)?.fields ?? [];
  const kept = Object.entries(draft.options).filter(([option]) =>
    known.some(({ name }) => name === option),
  );
  return { ...left, options: Object.fromEntries(kept) };
}

export function ready(draft: Draft, commands: readonly CommandView[]): Ready {
  const command = commandOf(draft, commands) ?? exactly(draft.words, commands);
  if (commands.length === 0) return { error: words("Rushes cannot be reached right now.") };
  if (!command) {
    const [typed = "/"] = draft.words.trim().split(/\s/);
    return { error: words("There is no command {{typed}}. Type / to see them all.", { typed }) };
  }
  const text = draft.command || !draft.words.startsWith("/") ? draft.words : "";
  const open = command.fields.map((field) =>
    field.name in draft.options ? { ...field, isRequired: false } : field,
  );
  const read = textOptions({ name: command.name, fields: open }, text);
  if ("error" in read) return { error: inWords(read.error) };
  const pictures = placed(draft.pictures, command);
  if (!pictures) {
    return {
      error: words("/{{command}} takes no picture: remove it, or choose another command.", {
        command: command.name,
      }),
    };
  }
  const missing = pictureFields(command).find(
    ({ name, isRequired }) => isRequired && !(name in pictures),
  );
  if (missing) {
    return {
      error: words("/{{command}} needs a picture: drop one here, or press the picture button.", {
        command: command.name,
      }),
    };
  }
  return { command, options: { ...draft.options, ...read.options }, pictures };
}

function exactly(text: string, commands: readonly CommandView[]): CommandView | undefined {
  return commands.find(({ name }) => text.trim().toLowerCase() === `/${name}`);
}

/** Options that were typed to their end, blank included, leave the words and stand beside them. */
function absorbed(draft: Draft, commands: readonly CommandView[]): Draft {
  const found = /(?:^|\s)(?:--|—)([a-z]+)[ =](\S+)\s$/i.exec(draft.words);
  const field = commandOf(draft, commands)?.fields.find(
    ({ name }) => name === found?.[1]?.toLowerCase(),
  );
  if (!found || !field || !isOneWord(field) || field.kind === "picture") return draft;
  const read = optionValue(field, found[2] ?? "");
  if ("error" in read) return draft;
  const next = {
    ...draft,
    words: draft.words.slice(0, found.index).trimEnd() + (found.index > 0 ? " " : ""),
    options: { ...draft.options, [field.name]: read.value },
  };
  return absorbed(next, commands);
}
