import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Logger } from "../../log.ts";
import type { Database, Store } from "../../store/store.ts";
import type { Queue, Turn } from "../queue.ts";
import type { Boss, DueTurn, Lease } from "./boss.ts";
import { TURNS } from "./boss.ts";
import { queueBehind, queueForgotten, queueTurn, sortOut } from "./turns.ts";

const MAX_RUNNING = 32;
/** This many of them are kept for guilds that have little running. */
const KEPT_FREE = 8;
/** So many turns of a guild, in all processes, go before anybody's third. */
const FAIR_SHARE = 2;
/** How often we look for what has become due, in ms; what is due at once is told by the server. */
const POLL = 500;
/** How often while the database cannot be read, in ms. */
const POLL_IN_TROUBLE = 2_000;
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
 * is a lease on that job: while its heartbeat goes on, nobody takes another turn of it; what is
 * scheduled meanwhile waits behind it.
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
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  /** More is due than there was room for. */
  let isBacklog = false;

  function look(): void {
    clearTimeout(timer);
    lookAgain = looking !== undefined;
    if (!looking && work) looking = lookOnce(work);
  }

  async function lookOnce(take: (turn: Turn) => Promise<void>): Promise<void> {
    let wait = POLL;
    try {
      if ((await handOut(take)) || lookAgain) wait = 0;
    } catch (error) {
      log.warn({ err: error }, "the queue could not read what is due");
      wait = POLL_IN_TROUBLE;
    }
    looking = undefined;
    lookIn(wait);
  }

  function lookIn(ms: number): void {
    if (work) timer = setTimeout(look, ms);
  }

  /** Quiet guilds first; what room is then left goes to whoever has waited longest. */
  async function handOut(take: (turn: Turn) => Promise<void>): Promise<boolean> {
    const before = running.size;
    await begin(take, MAX_RUNNING - before, { groupConcurrency: FAIR_SHARE });
    const room = MAX_RUNNING - KEPT_FREE - running.size;
    isBacklog = (await begin(take, room, {})) >= room;
    return running.size > before;
  }

  /** Starts up to `batchSize` turns, and answers how many it has found. */
  async function begin(
    take: (turn: Turn) => Promise<void>,
    batchSize: number,
    options: { groupConcurrency?: number },
  ): Promise<number> {
    if (batchSize <= 0) return 0;
    const leases = await boss.fetch<DueTurn>(TURNS, { batchSize, ...options });
    if (leases.length === 0) return 0;
    const { due, behind, stale } = await sortOut(store.db, leases);
    if (stale.length > 0) await boss.deleteJob(TURNS, stale);
    for (const lease of behind) await store.transaction((tx) => queueBehind(boss, tx, lease));
    if (!work) {
      // Nothing begins after a stop: what came while it was fetched is for others.
      for (const lease of due) await store.transaction((tx) => queueBehind(boss, tx, lease));
      return 0;
    }
    for (const lease of due) {
      const held = running.get(lease.data.job);
      // We stalled for so long that our own lease ran out; the turn is still going on here.
      if (held) held.lease = lease;
      else running.set(lease.data.job, { lease, done: run(lease.data, take) });
    }
    return leases.length;
  }

  async function run(turn: DueTurn, take: (turn: Turn) => Promise<void>): Promise<void> {
    const { job, guild } = turn;
    let isDue = false;
    try {
      await take({ job, guild });
    } catch (error) {
      log.error({ err: error, job: turn.job }, "a turn broke");
    }
    try {
      isDue = await giveBack(turn);
    } catch (error) {
      // Nobody keeps the lease alive any more, so the turn comes again by itself.
      log.warn({ err: error, job: turn.job }, "a turn could not be given back");
    }
    running.delete(turn.job);
    if (isDue || isBacklog) look();
  }

  /**
   * A job that is due as it was before has not said what comes next: it waits, so that nothing
   * spins. Answers whether another turn of it is due already.
   */
  async function giveBack(turn: DueTurn): Promise<boolean> {
    const lease = running.get(turn.job)?.lease;
    return store.transaction(async (tx) => {
      const row = await tx
        .selectFrom("due")
        .select("at")
        .where("job", "=", turn.job)
        .forUpdate()
        .executeTakeFirst();
      const isLeft = row?.at === turn.at;
      if (isLeft) await queue(tx, turn, now() + (work ? PAUSE : 0));
      if (lease) await boss.deleteJob(TURNS, lease, { db: boss.within(tx) });
      return row !== undefined && !isLeft && row.at <= now();
    });
  }

  /** Others are told of what is due now as soon as the transaction is committed. */
  async function queue(tx: Database, turn: Turn, at: number): Promise<void> {
    await queueTurn(boss, tx, turn, { at, now: now() });
    if (at <= now()) await sql`select pg_notify(${CHANNEL}, '')`.execute(tx);
  }

  async function keepAlive(): Promise<void> {
    const leases = [...running.values()].map(({ lease }) => lease);
    if (leases.length > 0) await boss.touch(TURNS, leases);
  }

  const every = (ms: number, message: string, task: () => Promise<void>) =>
    setInterval(() => void task().catch((err: unknown) => log.warn({ err }, message)), ms);
  const findForgotten = () => queueForgotten(boss, store.db, now());

  await findForgotten();
  const ears = await boss.getDb().listen?.(CHANNEL, look, look);
  const heart = every(HEARTBEAT, "the queue could not keep its turns", keepAlive);
  const search = every(SEARCH, "the queue could not look for forgotten steps", findForgotten);

  return {
    schedule: (tx, turn, at) => queue(tx, turn, Math.round(at)),

    async remove(tx, { job }) {
      // Its turn in the queue is stale now, and goes when it comes.
      await tx.deleteFrom("due").where("job", "=", job).execute();
    },

    start(take) {
      work = take;
      look();
    },

    async stop(grace) {
      work = undefined;
      clearTimeout(timer);
      clearInterval(search);
      const waiting = new AbortController();
      await Promise.race([
        Promise.all([looking, ...[...running.values()].map(({ done }) => done)]),
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
