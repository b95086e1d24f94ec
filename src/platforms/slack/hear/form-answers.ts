import { said } from "../../../said.ts";
import type { Said } from "../../../said.ts";
import { optionValue } from "../../option-values.ts";
import type { OptionField } from "../../options.ts";
import { optionFields } from "../../options.ts";
import type { Ask, CommandSpec } from "../../platform.ts";
import type { FileShape, FormShape } from "./arriving.ts";
import { picturesIn } from "./attachments.ts";
import { CHANNEL, FormNote } from "./form.ts";
import type { Reader } from "./form-fields.ts";
import { largestIn, PICTURES } from "./form-fields.ts";

/** A form that was sent off. */
interface Answers {
  readonly note: FormNote;
  readonly ask: Ask;
  /** Pictures by the name of their option. */
  readonly files: Readonly<Record<string, FileShape>>;
  /** The channel that was chosen, where one was asked for. */
  readonly channel: string | undefined;
  /** What to mend, by the block in which it stands. */
  readonly mistakes: Readonly<Record<string, Said>>;
}

/** Reads a form. Asks nobody: its mistakes are told before it closes. */
export function readForm(
  { view }: FormShape,
  commands: readonly CommandSpec[],
  reader: Reader,
): Answers {
  const note = FormNote.parse(JSON.parse(view.private_metadata));
  const options: Record<string, unknown> = { ...note.given };
  const files: Record<string, FileShape> = {};
  const mistakes: Record<string, Said> = {};
  const { ask } = note;
  const spec = commands.find(({ name }) => ask.kind === "command" && name === ask.name);
  const fields = new Map((spec ? optionFields(spec) : []).map((field) => [field.name, field]));

  for (const [name, elements] of Object.entries(view.state.values)) {
    const filled = elements[name];
    if (!filled || name === CHANNEL) continue;
    const [file] = filled.files ?? [];
    if (file) {
      const mending = fileMistake(file, reader);
      if (mending) mistakes[name] = mending;
      files[name] = file;
      options[name] = file.name ?? "picture";
      continue;
    }
    const text = filled.value ?? filled.selected_option?.value;
    const isTicked = filled.selected_options?.length;
    const read = isTicked === undefined ? valueOf(text, fields.get(name)) : { value: isTicked > 0 };
    if ("error" in read) mistakes[name] = read.error;
    else if (read.value !== undefined) options[name] = read.value;
  }
  const channel = view.state.values[CHANNEL]?.[CHANNEL]?.selected_conversation ?? undefined;
  return { note, ask: { ...ask, options }, files, channel, mistakes };
}

function valueOf(text: string | null | undefined, field: OptionField | undefined) {
  if (text === null || text === undefined || text.trim() === "") return { value: undefined };
  return field ? optionValue(field, text) : { value: text };
}

function fileMistake(file: FileShape, reader: Reader): Said | undefined {
  if (picturesIn([file]).length === 0) {
    return said("This is not a picture that can be used: send {{types}}.", {
      types: PICTURES.join(", "),
    });
  }
  const { bytes, megabytes } = largestIn(reader);
  if ((file.size ?? 0) <= bytes) return undefined;
  return said("The picture is larger than {{most}} MB. Send a smaller one.", {
    most: megabytes,
  });
}
