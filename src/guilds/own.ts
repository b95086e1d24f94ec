import type { Intake } from "../media/intake.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { GuildCharacters } from "./characters.ts";
import { GuildStyles } from "./styles.ts";

/** What guilds have made their own. */
export function openOwn(store: Store, now: () => number) {
  return {
    styles: createShelf(store, "styles", GuildStyles, now),
    characters: createShelf(store, "characters", GuildCharacters, now),
  };
}

/** Forgets what a guild has made its own, with the pictures of its characters. */
export function createForgetOwn(deps: {
  store: Store;
  intake: Pick<Intake, "discard">;
  now: () => number;
}) {
  const { styles, characters } = openOwn(deps.store, deps.now);

  return async function forgetOwn(guild: string): Promise<void> {
    const known = (await characters.get(guild)) ?? [];
    const pictures = known.flatMap(({ picture }) => picture?.file ?? []);
    await Promise.all(pictures.map((file) => deps.intake.discard(file)));
    await Promise.all([styles.delete(guild), characters.delete(guild)]);
  };
}
