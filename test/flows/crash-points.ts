import { SERVER, createTestDatabase } from "../fakes/stores.ts";
import { createTurns } from "../../src/media/worker/turns.ts";
import { openWorld } from "../fakes/world.ts";
import type { World, WorldOptions } from "../fakes/world.ts";

/** How many stories are told at once at most, and how long one may take, in ms. */
export const MOST_AT_ONCE = 8;
export const STORY_BOUND = 180_000;

/** A database that a crash may hit, and how to get a fresh one. */
interface Shelf {
  /** With the reason, where there is none here. */
  readonly name: string;
  readonly isHere: boolean;
  readonly isEmbedded: boolean;
  /** How many bots may run on it at once. */
  readonly turns: ReturnType<typeof createTurns>;
  open(): Promise<{ url: string | undefined; drop(): Promise<void> }>;
}

/** Both databases, each tried with every crash. */
export const shelves: readonly Shelf[] = [
  {
    name: "SQLite",
    isHere: true,
    isEmbedded: true,
    turns: createTurns(3),
    open: async () => ({ url: undefined, drop: async () => {} }),
  },
  postgres(),
];

function postgres(): Shelf {
  const isHere = SERVER !== undefined;
  const name = isHere ? "PostgreSQL" : "PostgreSQL (skipped: no TEST_DATABASE_URL)";
  // A dead worker's step is taken over after a while, in which a machine has nothing to do.
  return {
    name,
    isHere,
    isEmbedded: false,
    turns: createTurns(MOST_AT_ONCE),
    open: createTestDatabase,
  };
}

/** Runs one story in a world of its own, and clears everything away. */
export async function inWorld<T>(
  shelf: Shelf,
  options: WorldOptions,
  story: (world: World) => Promise<T>,
): Promise<T> {
  const done = await shelf.turns.take(AbortSignal.timeout(STORY_BOUND));
  const database = await shelf.open();
  const world = await openWorld({ ...options, databaseUrl: database.url });
  try {
    return await story(world);
  } finally {
    await world.close();
    await database.drop();
    done();
  }
}

/**
 * The moments of a story that are tried here: two of three on SQLite, one of five on PostgreSQL, where
 * each takes longer. With EVERY_CRASH=1 all of them, as `npm run soak` does.
 */
export function triedOn(shelf: Shelf, moments: readonly string[]): readonly string[] {
  if (process.env["EVERY_CRASH"] === "1") return moments;
  return moments.filter((_moment, at) => (shelf.isEmbedded ? at % 3 !== 2 : at % 5 === 0));
}

/**
 * The moments at which a story without any crash touches the outside world, in order. None where
 * the story is skipped.
 */
export async function momentsOf(
  shelf: Shelf,
  options: WorldOptions,
  story: (world: World) => Promise<unknown>,
): Promise<string[]> {
  if (!shelf.isHere) return [];
  return inWorld(shelf, options, async (world) => {
    await story(world);
    await world.stop();
    return world.calls();
  });
}
