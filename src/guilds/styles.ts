import { z } from "zod";
import { UserError } from "../errors.ts";
import { Style, STYLES } from "../providers/styles.ts";
import type { SharedShelf } from "../store/shelf.ts";
import { nearNames } from "./near-names.ts";

const MOST_STYLES = 25;
const LONGEST_WORDS = 300;
const NAME = /^\p{L}[\p{L}\p{N}-]{1,29}$/u;

/** The looks that a guild has added to those on offer everywhere. */
export const GuildStyles = z.array(Style);
export type GuildStyles = z.infer<typeof GuildStyles>;

/** Which looks a guild has. What it throws is a `UserError` that says how to mend it. */
export interface Styles {
  /** Its own first, then those on offer everywhere. */
  all(guild: string): Promise<readonly Style[]>;
  own(guild: string): Promise<readonly Style[]>;
  /** By its name, in whatever case it was typed. */
  find(guild: string, name: string): Promise<Style>;
  add(guild: string, name: string, words: string): Promise<Style>;
  remove(guild: string, name: string): Promise<void>;
}

export function createStyles(shelf: SharedShelf<GuildStyles>): Styles {
  const own = async (guild: string) => (await shelf.get(guild)) ?? [];
  const all = async (guild: string) => [...(await own(guild)), ...STYLES];

  return {
    all,
    own,

    async find(guild, name) {
      const styles = await all(guild);
      const style = styles.find(isNamed(name));
      if (style) return style;
      throw unknown(
        name,
        styles.map((known) => known.name),
      );
    },

    async add(guild, typedName, typedWords) {
      const [name, words] = [typedName.trim().toLowerCase(), typedWords.trim()];
      const style = { name, words, description: words };
      await shelf.change(guild, (styles = []) => {
        check(name, words, styles);
        return [...styles, style];
      });
      return style;
    },

    async remove(guild, name) {
      await shelf.change(guild, (styles = []) => {
        const rest = styles.filter((style) => !isNamed(name)(style));
        if (rest.length < styles.length) return rest;
        throw new UserError("Nobody here has added a style called “{{name}}”.", {
          name: name.slice(0, 40),
        });
      });
    },
  };
}

function isNamed(name: string) {
  const wanted = name.trim().toLowerCase();
  return (style: Style) => style.name.toLowerCase() === wanted;
}

function unknown(typed: string, names: readonly string[]): UserError {
  const name = typed.slice(0, 40);
  const near = nearNames(typed.trim(), names).slice(0, 3);
  if (near.length > 0) {
    return new UserError("There is no style “{{name}}”. Did you mean {{names, or}}?", {
      name,
      names: near,
    });
  }
  return new UserError("There is no style “{{name}}”. There are {{names}}.", {
    name,
    names: names.join(", "),
  });
}

function check(name: string, words: string, own: readonly Style[]): void {
  if (!NAME.test(name)) {
    throw new UserError(
      "A style's name is one word of 2 to 30 letters, digits and dashes, such as paper-cut.",
    );
  }
  if ([...own, ...STYLES].some(isNamed(name))) {
    throw new UserError("There is a style “{{name}}” already.", { name });
  }
  if (words.length < 3 || words.length > LONGEST_WORDS) {
    throw new UserError("Say in 3 to {{most}} characters how it looks.", { most: LONGEST_WORDS });
  }
  if (own.length >= MOST_STYLES) {
    throw new UserError("There are {{most}} added styles here already; remove one first.", {
      most: MOST_STYLES,
    });
  }
}
