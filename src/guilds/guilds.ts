import type { Intake } from "../media/intake.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import type { GuildSettings } from "../quota/settings.ts";
import type { Shelf } from "../store/shelf.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { createCharacters, GuildCharacters } from "./characters.ts";
import type { Characters } from "./characters.ts";
import { createStyles, GuildStyles } from "./styles.ts";
import type { Styles } from "./styles.ts";

export type { GuildSettings } from "../quota/settings.ts";

/** What each guild has made its own, and what holds there. */
export interface Guilds {
  readonly styles: Styles;
  readonly characters: Characters;
  /** What the guild's people have set; nothing at first. */
  settings(guild: string): Promise<GuildSettings>;
  /** The models that film there. */
  catalogue(guild: string): Promise<Catalogue>;
}

export function createGuilds(deps: {
  store: Store;
  settings: Shelf<GuildSettings>;
  catalogue: Catalogue;
  intake: Pick<Intake, "take">;
  now: () => number;
}): Guilds {
  const { store, catalogue, intake, now } = deps;
  const settings = async (guild: string) => (await deps.settings.get(guild)) ?? {};

  return {
    styles: createStyles(createShelf(store, "styles", GuildStyles, now)),
    characters: createCharacters({
      shelf: createShelf(store, "characters", GuildCharacters, now),
      intake,
    }),
    settings,
    catalogue: async (guild) => catalogue.within(await settings(guild)),
  };
}
