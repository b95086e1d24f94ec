import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Intake, RawFile } from "../media/intake.ts";
import { Character } from "../providers/provider.ts";
import type { SharedShelf } from "../store/shelf.ts";
import { characterNamed } from "./cast.ts";
import { readStudioIds } from "./studio-ids.ts";

const MOST_CHARACTERS = 50;
const LONGEST_DESCRIPTION = 500;
const NAME = /^\p{L}[\p{L}\p{N}_-]{1,29}$/u;
/** Words that chats read as calls to everybody. */
const RESERVED = ["everyone", "here", "channel"];

/** A guild's own characters; `by` is the id of the person who added each. */
export const GuildCharacters = z.array(Character.extend({ by: z.string() }));
export type GuildCharacters = z.infer<typeof GuildCharacters>;
type GuildCharacter = GuildCharacters[number];

interface Newcomer {
  readonly name: string;
  readonly description: string;
  readonly picture: RawFile | undefined;
  /** What studios call it, as people write it. */
  readonly ids: string;
  readonly by: string;
}

/** Who may be named in a guild's prompts. What it throws is a `UserError` that says how to mend it. */
export interface Characters {
  all(guild: string): Promise<readonly GuildCharacter[]>;
  add(guild: string, newcomer: Newcomer): Promise<Character>;
  /** By whoever has added it, or an admin. Videos made with it keep what they know of it. */
  remove(guild: string, name: string, by: { id: string; isAdmin: boolean }): Promise<void>;
}

export function createCharacters(deps: {
  shelf: SharedShelf<GuildCharacters>;
  intake: Pick<Intake, "take" | "discard">;
  /** Who films here. */
  studios: () => readonly string[];
}): Characters {
  const { shelf, intake, studios } = deps;
  const all = async (guild: string) => (await shelf.get(guild)) ?? [];

  return {
    all,

    async add(guild, newcomer) {
      const name = newcomer.name.trim().replace(/^@/, "");
      const description = newcomer.description.trim();
      check(name, description, await all(guild));
      const ids = readStudioIds(newcomer.ids, studios());
      const taken = newcomer.picture && (await intake.take(newcomer.picture));
      const picture = taken && { ...taken, role: "reference" as const };
      const character = { name, description, picture, ids, by: newcomer.by };
      try {
        await shelf.change(guild, (known = []) => {
          // Once more: taking the picture in may have lasted a while.
          check(name, description, known);
          return [...known, character];
        });
      } catch (error) {
        // Only a refusal says for certain that nobody has the picture.
        if (taken && error instanceof UserError) await intake.discard(taken.file);
        throw error;
      }
      return character;
    },

    async remove(guild, typed, by) {
      const known = await all(guild);
      const name = typed.trim().replace(/^@/, "").slice(0, 40);
      const found = characterNamed(name, known);
      if (!found) throw new UserError("There is no character @{{name}} here.", { name });
      if (found.by !== by.id && !by.isAdmin) {
        throw new UserError("Only admins and whoever has added @{{name}} can do that.", {
          name,
        });
      }
      await shelf.change(guild, (now = []) => now.filter((one) => one.name !== found.name));
    },
  };
}

function check(name: string, description: string, known: readonly GuildCharacter[]): void {
  if (!NAME.test(name) || RESERVED.includes(name.toLowerCase())) {
    throw new UserError(
      "A character's name is one word of 2 to 30 letters, digits, - or _, such as mila.",
    );
  }
  if (description.length < 3 || description.length > LONGEST_DESCRIPTION) {
    throw new UserError("Describe the character in 3 to {{most}} characters.", {
      most: LONGEST_DESCRIPTION,
    });
  }
  if (characterNamed(name, known)) {
    throw new UserError("There is a character @{{name}} already. Remove it first.", { name });
  }
  if (known.length >= MOST_CHARACTERS) {
    throw new UserError("There are {{most}} characters here already; remove one first.", {
      most: MOST_CHARACTERS,
    });
  }
}
