import { UserError } from "../errors.ts";
import type { Intake } from "../media/intake.ts";
import type { Catalogue } from "../providers/catalogue.ts";
import type { VideoRequest } from "../providers/provider.ts";
import type { GuildSettings } from "../quota/settings.ts";
import type { SharedShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { createCharacters } from "./characters.ts";
import type { Characters } from "./characters.ts";
import { openOwn } from "./own.ts";
import { changeBy } from "./rules.ts";
import type { OperatorBounds, Rule } from "./rules.ts";
import { createStyles } from "./styles.ts";
import type { Styles } from "./styles.ts";

export type { GuildSettings } from "../quota/settings.ts";

/** Who sets a rule, and where. */
interface RuleMaker {
  readonly guild: string;
  readonly platform: string;
  readonly place: string;
  readonly channels?: readonly string[];
  readonly person: { readonly isAdmin: boolean; readonly isOperator: boolean };
}

/** What each guild has made its own, and what holds there. */
export interface Guilds {
  readonly styles: Styles;
  readonly characters: Characters;
  /** What the guild's people have set; nothing at first. */
  settings(guild: string): Promise<GuildSettings>;
  /** What holds where a guild's people have set nothing. */
  readonly usual: OperatorBounds;
  /** Sets a rule, for an admin. Of two who set the same one at once, the later counts. */
  rule(by: RuleMaker, rule: Rule, value: string): Promise<void>;
  /** The models that film there. */
  catalogue(guild: string): Promise<Catalogue>;
  /** Whether a better model than a request's films there. */
  hasFiner(guild: string, request: VideoRequest): Promise<boolean>;
}

export function createGuilds(deps: {
  store: Store;
  settings: SharedShelf<GuildSettings>;
  catalogue: Catalogue;
  intake: Pick<Intake, "take" | "discard">;
  /** What the operator allows at most. */
  bounds: OperatorBounds;
  now: () => number;
}): Guilds {
  const { store, catalogue, intake, bounds, now } = deps;
  const own = openOwn(store, now);
  const settings = async (guild: string) => (await deps.settings.get(guild)) ?? {};

  return {
    styles: createStyles(own.styles),
    characters: createCharacters({
      shelf: own.characters,
      intake,
      studios: catalogue.studios,
    }),
    settings,
    usual: bounds,

    async rule({ guild, platform, place, channels = [], person }, rule, value) {
      if (!person.isAdmin) throw new UserError("Only admins can do that.");
      const { isOperator } = person;
      const where = { channels, platform, place, catalogue, bounds, isOperator };
      await deps.settings.change(guild, (known = {}) => ({
        ...known,
        ...changeBy(rule, value, { ...where, settings: known }),
      }));
    },

    catalogue: async (guild) => catalogue.within(await settings(guild)),

    hasFiner: async (guild, request) =>
      catalogue.within(await settings(guild)).finer(request) !== undefined,
  };
}
