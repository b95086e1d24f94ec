import { inEnglish, said } from "../said.ts";
import type { Said } from "../said.ts";
import { isOneWord, optionValue } from "./option-values.ts";
import type { OptionField } from "./options.ts";
import { quotedFront, stretches } from "./text-marks.ts";
import type { Stretch } from "./text-marks.ts";

export interface TypedCommand {
  readonly name: string;
  readonly fields: readonly OptionField[];
}

/** The options of a command, or one sentence that says how to mend what was typed. */
export type TextOptions =
  | { readonly options: Readonly<Record<string, string | number | boolean>> }
  | { readonly error: Said };

/** A sentence for the person, thrown inside this file only. */
class Misread extends Error {
  readonly said: Said;

  constructor(mending: Said) {
    super(inEnglish(mending));
    this.said = mending;
  }
}

/** Cuts `/video a fox` into the command's name and the words after it; `undefined` without a slash. */
export function commandLine(line: string): { name: string; words: string } | undefined {
  const { name, words } = /^\s*\/(?<name>[\w-]*)(?:\s(?<words>[^]*))?$/u.exec(line)?.groups ?? {};
  return name === undefined ? undefined : { name: name.toLowerCase(), words: words?.trim() ?? "" };
}

/**
 * Reads what somebody typed after a command: `a fox in the rain --seconds 8 --aspect=9:16`, or
 * `prompt:a fox seconds:8`, with straight or curly quotes. Free words go to the required options in
 * their order, one word each, and all that is left to the first required text. Runs in browsers.
 */
export function textOptions(command: TypedCommand, words: string): TextOptions {
  const options: Record<string, string | number | boolean> = {};
  try {
    readInto(options, command, words);
    return { options };
  } catch (error) {
    if (error instanceof Misread) return { error: error.said };
    throw error;
  }
}

type Options = Record<string, string | number | boolean>;

function readInto(options: Options, command: TypedCommand, words: string): void {
  const free: string[] = [];
  for (const stretch of stretches(words, command.fields)) {
    free.push(stretch.kind === "free" ? stretch.text : readMarked(options, command, stretch));
  }
  readFree(
    options,
    command,
    free
      .map((text) => text.trim())
      .filter(Boolean)
      .join(" "),
  );
  const missing = command.fields.find(
    (field) => field.isRequired && field.kind !== "picture" && !(field.name in options),
  );
  if (missing) {
    throw new Misread(
      said("/{{command}} needs a {{option}}: {{description}}.", {
        command: command.name,
        option: missing.name,
        description: said(missing.description),
      }),
    );
  }
}

/** Reads one marked option and answers the words behind its value, which are free again. */
function readMarked(
  options: Options,
  command: TypedCommand,
  { name, rest, isFlag }: Extract<Stretch, { kind: "option" }>,
): string {
  const field = command.fields.find((candidate) => candidate.name === name);
  if (!field) return readSwitchedOff(options, command, name, rest);
  if (field.name in options) {
    const option = field.name;
    throw new Misread(said("{{option}} is there twice: keep one of them.", { option }));
  }

  const quoted = quotedFront(rest);
  if (quoted) {
    set(options, field, quoted.inside);
    return quoted.rest;
  }
  const { word, after } = firstWord(rest);
  if (field.kind === "boolean" && isFlag && !/^(?:yes|no|true|false)$/i.test(word)) {
    options[field.name] = true;
    return rest;
  }
  set(options, field, isOneWord(field) ? word : rest);
  return isOneWord(field) ? after : "";
}

/** `--no-spoiler`, or a sentence about an option that does not exist. */
function readSwitchedOff(options: Options, command: TypedCommand, name: string, rest: string) {
  const field = command.fields.find((candidate) => `no-${candidate.name}` === name);
  if (field?.kind !== "boolean") throw new Misread(unknownOption(command, name));
  options[field.name] = false;
  return rest;
}

function readFree(options: Options, command: TypedCommand, words: string): void {
  let rest = words;
  while (rest !== "") {
    const { word, after } = quotedWord(rest) ?? firstWord(rest);
    const left = takers(command).filter(({ name }) => !(name in options));
    const field = takerOf(word, left);
    if (!field) {
      throw new Misread(
        said("“{{word}}” is one word too many for /{{command}}.", {
          word: firstWord(rest).word,
          command: command.name,
        }),
      );
    }
    set(options, field, isOneWord(field) ? word : unquoted(rest));
    rest = isOneWord(field) ? after : "";
  }
}

/** Whose turn it is; a word that means nothing to it goes to a later choice that it is one of. */
function takerOf(word: string, [next, ...later]: readonly OptionField[]): OptionField | undefined {
  if (!next || next.isRequired || !("error" in optionValue(next, word))) return next;
  const reads = (field: OptionField) => !("error" in optionValue(field, word));
  return later.find((field) => field.kind === "choice" && reads(field)) ?? next;
}

/** Who takes free words, in turn: what is required; for a command that requires nothing, anybody. */
function takers({ fields }: TypedCommand): readonly OptionField[] {
  const typed = fields.filter(({ kind }) => kind !== "picture" && kind !== "boolean");
  const required = typed.filter(({ isRequired }) => isRequired);
  return required.some((field) => !isOneWord(field))
    ? required
    : [...required, ...typed.filter(({ isRequired }) => !isRequired)];
}

function set(options: Options, field: OptionField, words: string): void {
  const read = optionValue(field, words);
  if ("error" in read) throw new Misread(read.error);
  options[field.name] = read.value;
}

function firstWord(text: string): { word: string; after: string } {
  const [, word = "", after = ""] = /^\s*(\S*)([^]*)$/u.exec(text) ?? [];
  return { word, after: after.trimStart() };
}

function quotedWord(text: string) {
  const quoted = quotedFront(text);
  return quoted && { word: quoted.inside, after: quoted.rest.trimStart() };
}

/** Quotes around everything are only a way of typing it. */
function unquoted(text: string): string {
  const quoted = quotedFront(text);
  return quoted && quoted.rest.trim() === "" ? quoted.inside : text;
}

function unknownOption({ name: command, fields }: TypedCommand, typed: string): Said {
  const near = fields.find((field) => field.name.startsWith(typed) || typed.startsWith(field.name));
  if (near) {
    return said("/{{command}} has no --{{typed}}: did you mean --{{near}}?", {
      command,
      typed,
      near: near.name,
    });
  }
  const known = fields.filter(({ kind }) => kind !== "picture").map((field) => `--${field.name}`);
  if (known.length === 0) {
    return said("/{{command}} has no options: leave out --{{typed}}.", { command, typed });
  }
  return said("/{{command}} has no --{{typed}}: it takes {{known}}.", {
    command,
    typed,
    known: known.join(", "),
  });
}
