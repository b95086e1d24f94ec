import type { CommandView } from "../../../platforms/local/views.ts";
import type { Typed } from "../../../platforms/local/typed.ts";
import { isOneWord } from "../../../platforms/option-values.ts";

/** A command that has left the composer and is not in the conversation yet. */
export interface Sending {
  /** The same at every try: what it begins, it begins once. */
  readonly key: string;
  readonly command: CommandView;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly pictures: Readonly<Record<string, File>>;
  /** The first of them, as the browser has it. */
  readonly pictureUrl: string | undefined;
  readonly typed: Typed;
  readonly at: number;
  /** Why it did not arrive. */
  readonly problem?: string;
  readonly mayResend?: boolean;
}

export function sendingOf(
  { command, options, pictures }: Pick<Sending, "command" | "options" | "pictures">,
  key: string,
  now: number,
): Sending {
  const free = command.fields.find((field) => field.isRequired && !isOneWord(field))?.name;
  const rest = Object.entries(options).filter(([name]) => name !== free);
  const [first] = Object.values(pictures);
  return {
    key,
    command,
    options,
    pictures,
    pictureUrl: first && URL.createObjectURL(first),
    typed: {
      command: `/${command.name}`,
      words: free === undefined ? "" : String(options[free] ?? ""),
      options: rest.map(([name, value]) => ({ name, value: String(value) })),
    },
    at: now,
  };
}
