import { said } from "../../said.ts";
import type { Said } from "../../said.ts";
import type { OptionField } from "../options.ts";
import { optionFields } from "../options.ts";
import type { Ask, CommandSpec } from "../platform.ts";
import { commandLine, textOptions } from "../text-options.ts";

/** The command that leads to all the others. */
export const LEADER = "rushes";

export type Given = Readonly<Record<string, string | number | boolean>>;

/** What somebody's words come to: something asked, a form to fill in, or how to mend the words. */
export type Typed =
  | { readonly kind: "ask"; readonly ask: Ask }
  | { readonly kind: "form"; readonly spec: CommandSpec; readonly given: Given }
  | { readonly kind: "mistake"; readonly mending: Said };

interface Context {
  readonly commands: readonly CommandSpec[];
  /** Options that are known already: the video that a thread is about. */
  readonly known?: Given;
  /** A picture came along. */
  readonly hasPicture: boolean;
  /** Whether a form can be shown. */
  readonly canAsk: boolean;
}

/** Reads what was typed after a command's name. */
export function typedCommand(name: string, words: string, context: Context): Typed {
  const { known = {}, hasPicture, canAsk, commands } = context;
  const spec = commands.find((candidate) => candidate.name === name);
  if (!spec) return { kind: "ask", ask: { kind: "command", name, options: {} } };
  const all = optionFields(spec);
  const fields = all.filter((field) => !(field.name in known));
  const pictures = fields.filter(({ kind }) => kind === "picture").map((field) => field.name);
  const { rest, isWanted } = withoutPictureMark(words, pictures);
  const isEmpty = rest.trim() === "" && fields.some(({ isRequired }) => isRequired);
  if (canAsk && isEmpty) return { kind: "form", spec, given: known };

  const read = textOptions({ name, fields }, rest);
  if ("error" in read) return { kind: "mistake", mending: read.error };
  const given = { ...known, ...read.options };
  if (canAsk && (isWanted || (lacksPicture(all) && !hasPicture))) {
    return { kind: "form", spec, given };
  }
  return { kind: "ask", ask: { kind: "command", name, options: given } };
}

/**
 * `/rushes jobs --all`, or what was said to us: a command's name first, else the words of `/video`.
 * In what is said, a name that makes videos is a word of the prompt: "animate objects in a kitchen".
 */
export function typedLine(line: string, context: Context): Typed {
  const text = line.trim();
  const named = commandLine(text.startsWith("/") ? text : `/${text}`);
  const spec = context.commands.find(({ name }) => name === named?.name);
  const isAlone = text.startsWith("/") || named?.words === "";
  const isCommand = isAlone || context.canAsk || spec?.opensThread === false;
  if (text === "" && !context.canAsk) return typedCommand("help", "", context);
  if (named && isCommand && (spec || text.startsWith("/"))) {
    return typedCommand(named.name, named.words, context);
  }
  // One word alone is rather a command with a slip in it than a film.
  if (context.canAsk && named?.words === "") return { kind: "mistake", mending: noCommand(text) };
  return typedCommand("video", text, context);
}

function noCommand(name: string): Said {
  return said(
    "There is no command “{{name}}”. Say in a few words what happens in the video, or see /rushes help.",
    { name: name.slice(0, 40) },
  );
}

function lacksPicture(fields: readonly OptionField[]): boolean {
  return fields.some(({ kind, isRequired }) => kind === "picture" && isRequired);
}

/** `--picture` cannot carry one here: it asks for the form, which can. */
function withoutPictureMark(words: string, pictures: readonly string[]) {
  const mark = new RegExp(
    `(?:^|\\s)(?:--|—|–)(?:${["picture", ...pictures].join("|")})(?=\\s|$)`,
    "iu",
  );
  return { rest: words.replace(mark, " "), isWanted: pictures.length > 0 && mark.test(words) };
}
