import { addDuration } from "../src/store/durations.ts";
import type { Store } from "../src/store/store.ts";
import type { Bench, Line } from "./bench.ts";
import { createEngine } from "./engine.ts";
import { perSecond } from "./figures.ts";
import type { Shelf } from "./shelves.ts";
import { SHELVES } from "./shelves.ts";

const ROUNDS = 2;
const VIDEOS = 150;
/** Bytes of a job in the middle of its way, as JSON. */
const ROW = "x".repeat(900);

/**
 * Whole ways of jobs per second, from the claim to the settlement: store, queue, runner, ledger are
 * real, and every commit is on the disk; provider, platform and clips answer at once. The floor
 * makes as many bare transactions on the same disk, with prepared statements and rows of the same
 * size (PostgreSQL: over ten connections). The ratio is of the times.
 */
export const bench: Bench = {
  async run() {
    const lines: Line[] = [];
    for (const { name, open, skipped } of SHELVES) {
      const what = `Job lifecycles, ${name}`;
      // oxlint-disable-next-line no-await-in-loop -- side by side they would measure each other
      lines.push(skipped === undefined ? await measure(what, open) : { what, skipped });
    }
    return lines;
  },
};

async function measure(what: string, open: () => Promise<Shelf>): Promise<Line> {
  await using shelf = await open();
  const { queue, raw } = shelf;
  const counted = countCommits(shelf.store);
  const engine = createEngine({ store: counted.store, queue });
  await learn(counted.store);
  engine.runner.start();
  // Compiles what is hot.
  await engine.film(10);

  let [ours, floor] = [0, 0];
  counted.reset();
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- turn by turn is the point
    await engine.film(VIDEOS);
    ours += performance.now() - begun;
    // oxlint-disable-next-line no-await-in-loop -- as above
    floor += await raw(Math.round(counted.commits() / (round + 1)), ROW);
  }
  await engine.runner.stop(1_000);
  const lifecycles = ROUNDS * VIDEOS * 1_000;
  const each = counted.commits() / (ROUNDS * VIDEOS);
  return {
    what: `${what} (${each.toFixed(1)} commits each)`,
    ours: perSecond(lifecycles / ours),
    floor: perSecond(lifecycles / floor),
    ratio: ours / floor,
    aim: "",
  };
}

/** The model is known to be quick: a job waits half a second for its first poll, which is the least. */
async function learn(store: Store): Promise<void> {
  const known = Array.from({ length: 10 }, () => ({ model: "film-1", ms: 1, at: Date.now() }));
  await store.transaction(async (tx) => {
    for (const duration of known) await addDuration(tx, duration);
  });
}

function countCommits(store: Store) {
  let commits = 0;
  const counting: Store = {
    ...store,
    transaction(work) {
      commits += 1;
      return store.transaction(work);
    },
  };
  return {
    store: counting,
    commits: () => commits,
    reset: () => void (commits = 0),
  };
}
