import type { CommandView } from "../../../platforms/local/views.ts";
import type { Typed } from "../../../platforms/local/typed.ts";
import { isOneWord } from "../../../platforms/option-values.ts";

/** A command that has left the composer and is not in the conversation yet. */
export interface Sending {
  /** The same at every try: what it begins, it begins once. */
  readonly key: string;
  readonly command: CommandView;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly picture: File | undefined;
  readonly pictureUrl: string | undefined;
  readonly typed: Typed;
  readonly at: number;
  /** Why it did not arrive. */
  readonly problem?: string;
  readonly mayResend?: boolean;
}

export function sendingOf(
  { command, options, picture }: Pick<Sending, "command" | "options" | "picture">,
  key: string,
  now: number,
): Sending {
  const free = command.fields.find((field) => field.isRequired && !isOneWord(field))?.name;
  const rest = Object.entries(options).filter(([name]) => name !== free);
  return {
    key,
    command,
    options,
    picture,
    pictureUrl: picture && URL.createObjectURL(picture),
    typed: {
      command: `/${command.name}`,
      words: free === undefined ? "" : String(options[free] ?? ""),
      options: rest.map(([name, value]) => ({ name, value: String(value) })),
    },
    at: now,
  };
}
