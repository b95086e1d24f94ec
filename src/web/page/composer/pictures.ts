import type { CommandView } from "../../../platforms/local/views.ts";
import type { OptionField } from "../../../platforms/options.ts";

/** Attached files by the name of their option. */
export type Pictures = Readonly<Record<string, File>>;

/** Where a picture stands that was attached before there was a command. */
const UNNAMED = "image";

export function pictureFields(command: CommandView | undefined): readonly OptionField[] {
  return command?.fields.filter(({ kind }) => kind === "picture") ?? [];
}

/** Attaches a file to the option that was asked for, else to the first: a new one replaces it. */
export function withPicture(
  pictures: Pictures,
  file: File,
  command: CommandView | undefined,
  asked?: string,
): Pictures {
  const [first] = pictureFields(command);
  return { ...pictures, [asked ?? first?.name ?? UNNAMED]: file };
}

/** The options beside the first that could have a picture now: `reference2` only after `reference`. */
export function openPictures(command: CommandView | undefined, pictures: Pictures): OptionField[] {
  return pictureFields(command)
    .slice(1)
    .filter(({ name }, place, all) => {
      const before = all[place - 1]?.name;
      const isNumbered = /\d$/.test(name);
      return !(name in pictures) && (!isNumbered || (before !== undefined && before in pictures));
    });
}

/** The pictures as a command takes them; `undefined` when it has no place for one of them. */
export function placed(pictures: Pictures, command: CommandView): Pictures | undefined {
  const names = pictureFields(command).map(({ name }) => name);
  const own = Object.entries(pictures).filter(([name]) => names.includes(name));
  const strays = Object.entries(pictures).filter(([name]) => !names.includes(name));
  const free = names.filter((name) => !(name in pictures));
  if (strays.length > free.length) return undefined;
  const found = strays.map(([, file], place) => [free[place] ?? UNNAMED, file] as const);
  return Object.fromEntries([...own, ...found]);
}

export function withoutPicture(pictures: Pictures, name: string): Pictures {
  return Object.fromEntries(Object.entries(pictures).filter(([option]) => option !== name));
}
