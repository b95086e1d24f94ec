import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Logger } from "../../log.ts";
import type { Database, Store } from "../../store/store.ts";
import type { Queue, Turn } from "../queue.ts";
import type { Boss, Lease } from "./boss.ts";
import { TURNS } from "./boss.ts";
import { dueTimes, isFollowed, queueForgotten, queueTurn } from "./turns.ts";

const MAX_RUNNING = 32;
/** This many of them are kept for guilds that have little running. */
const KEPT_FREE = 8;
/** So many turns of a guild, in all processes, go before anybody's third. */
const FAIR_SHARE = 2;
/** How often we look for what has become due, in ms; what is due at once is told by the server. */
const POLL = 500;
const HEARTBEAT = 3_000;
/** How often steps are looked for that are due and in no queue, in ms. */
const SEARCH = 60_000;
/** A step that did not say what comes next is due again after this. */
const PAUSE = 5_000;
/** The server's channel on which processes tell each other that something is due now. */
const CHANNEL = "rushes_due";

interface Held {
  lease: Lease;
  readonly done: Promise<void>;
}

/**
 * What is due stands in our table `due`, and as a delayed job of pg-boss, written together. A turn
 * is a lease on that job: while its heartbeat goes on, nobody else gets a turn of the same job;
 * what is scheduled meanwhile waits behind it.
 *
 * We ask pg-boss for leases ourselves instead of having its workers do it: they would wait for the
 * slowest step of a batch, or ask once per worker.
 */
export async function createSharedQueue(deps: {
  boss: Boss;
  store: Store;
  now: () => number;
  log: Logger;
}): Promise<Queue> {
  const { boss, store, now, log } = deps;
  const running = new Map<string, Held>();
  let work: ((turn: Turn) => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let lookAgain = false;

  async function look(): Promise<void> {
    clearTimeout(timer);
    lookAgain = looking;
    if (looking || !work) return;
    looking = true;
    try {
      lookAgain = (await handOut(work)) || lookAgain;
    } catch (error) {
      log.warn({ err: error }, "the queue could not read what is due");
    }
    looking = false;
    lookIn(lookAgain ? 0 : POLL);
  }

  function lookIn(ms: number): void {
    if (work) timer = setTimeout(() => void look(), ms);
  }

  /** Quiet guilds first; what room is then left goes to whoever has waited longest. */
  async function handOut(take: (turn: Turn) => Promise<void>): Promise<boolean> {
    const fair = await begin(take, MAX_RUNNING, { groupConcurrency: FAIR_SHARE });
    const rest = await begin(take, MAX_RUNNING - KEPT_FREE, {});
    return fair || rest;
  }

  async function begin(
    take: (turn: Turn) => Promise<void>,
    upTo: number,
    options: { groupConcurrency?: number },
  ): Promise<boolean> {
    const batchSize = upTo - running.size;
    if (batchSize <= 0) return false;
    const leases: Lease[] = await boss.fetch<Turn>(TURNS, { batchSize, ...options });
    const times = await dueTimes(store.db, leases);
    for (const lease of leases) {
      const at = times.get(lease.data.job);
      const held = running.get(lease.data.job);
      if (at === undefined || (await isFollowed(boss, lease))) await boss.deleteJob(TURNS, lease);
      // We stalled for so long that our own lease ran out; the turn is still going on here.
      else if (held) held.lease = lease;
      else running.set(lease.data.job, { lease, done: run(lease.data, at, take) });
    }
    return leases.length > 0;
  }

  async function run(turn: Turn, at: number, take: (turn: Turn) => Promise<void>): Promise<void> {
    try {
      await take(turn);
    } catch (error) {
      log.error({ err: error, job: turn.job }, "a turn broke");
    }
    try {
      await giveBack(turn, at);
    } catch (error) {
      // Nobody keeps the lease alive any more, so the turn comes again by itself.
      log.warn({ err: error, job: turn.job }, "a turn could not be given back");
    }
    running.delete(turn.job);
    void look();
  }

  /** A job that is due as it was before has not said what comes next: it waits, so that nothing spins. */
  async function giveBack(turn: Turn, before: number): Promise<void> {
    const lease = running.get(turn.job)?.lease;
    const pause = work ? PAUSE : 0;
    await store.transaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable("due")
        .set({ at: now() + pause })
        .where("job", "=", turn.job)
        .where("at", "=", before)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 1n) await queueTurn(boss, tx, turn, pause);
      if (lease) await boss.deleteJob(TURNS, lease, { db: boss.within(tx) });
    });
  }

  async function keepAlive(): Promise<void> {
    const leases = [...running.values()].map(({ lease }) => lease);
    if (leases.length > 0) await boss.touch(TURNS, leases);
  }

  const every = (ms: number, message: string, task: () => Promise<void>) =>
    setInterval(() => void task().catch((err: unknown) => log.warn({ err }, message)), ms);
  const findForgotten = () => queueForgotten(boss, store.db, now());

  await findForgotten();
  const ears = await boss.getDb().listen?.(
    CHANNEL,
    () => void look(),
    () => void look(),
  );
  const heart = every(HEARTBEAT, "the queue could not keep its turns", keepAlive);
  const search = every(SEARCH, "the queue could not look for forgotten steps", findForgotten);

  return {
    async schedule(tx: Database, { job, guild }, time) {
      const at = Math.round(time);
      await tx
        .insertInto("due")
        .values({ job, guild, at })
        .onConflict((row) => row.column("job").doUpdateSet({ at }))
        .execute();
      const wait = at - now();
      await queueTurn(boss, tx, { job, guild }, wait);
      if (wait <= 0) await sql`select pg_notify(${CHANNEL}, '')`.execute(tx);
    },

    async remove(tx, { job }) {
      // Its turn in the queue goes when it comes: it finds nothing due.
      await tx.deleteFrom("due").where("job", "=", job).execute();
    },

    start(take) {
      work = take;
      void look();
    },

    async stop(grace) {
      work = undefined;
      clearTimeout(timer);
      clearInterval(search);
      const waiting = new AbortController();
      await Promise.race([
        Promise.all([...running.values()].map(({ done }) => done)),
        sleep(grace, undefined, { signal: waiting.signal }).catch(() => undefined),
      ]);
      waiting.abort();
      clearInterval(heart);
      await ears?.close();
      await boss.stop({ graceful: false });
    },

    async lag() {
      const { oldest } = await store.db
        .selectFrom("due")
        .select((is) => is.fn.min<number | null>("at").as("oldest"))
        .executeTakeFirstOrThrow();
      return oldest === null ? 0 : Math.max(0, now() - oldest);
    },
  };
}
