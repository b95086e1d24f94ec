import { SERVER, createTestDatabase } from "../fakes/stores.ts";
import { Environment } from "../../src/config.ts";
import { openWorld } from "../fakes/world.ts";
import type { World, WorldOptions } from "../fakes/world.ts";

/** A database that a crash may hit, and how to get a fresh one. */
interface Shelf {
  /** With the reason, where there is none here. */
  readonly name: string;
  readonly isHere: boolean;
  open(): Promise<{ url: string | undefined; drop(): Promise<void> }>;
}

/** Both databases, each tried with every crash. */
export const shelves: readonly Shelf[] = [
  {
    name: "SQLite",
    isHere: true,
    open: async () => ({ url: undefined, drop: async () => {} }),
  },
  postgres(),
];

function postgres(): Shelf {
  const open = createTestDatabase;
  if (!("DATABASE_URL" in Environment.shape)) {
    return { name: "PostgreSQL (skipped: the bot cannot use it yet)", isHere: false, open };
  }
  if (SERVER !== undefined) return { name: "PostgreSQL", isHere: true, open };
  return { name: "PostgreSQL (skipped: no TEST_DATABASE_URL)", isHere: false, open };
}

/** Runs one story in a world of its own, and clears everything away. */
export async function inWorld<T>(
  shelf: Shelf,
  options: WorldOptions,
  story: (world: World) => Promise<T>,
): Promise<T> {
  const database = await shelf.open();
  const world = await openWorld({ ...options, databaseUrl: database.url });
  try {
    return await story(world);
  } finally {
    await world.close();
    await database.drop();
  }
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
