import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Logger } from "../log.ts";
import type { Database, Store } from "../store/store.ts";
import type { Queue, Turn } from "./queue.ts";

const MAX_RUNNING = 32;
/** Turns go around among the guilds of so many that are longest due; ranking thousands takes too long. */
const RANKED = 8 * MAX_RUNNING;
/** How long the timer sleeps at most: a stepped clock is noticed, and nothing is forgotten. */
const LONGEST_SLEEP = 1_000;
/** Nothing waits longer than this for its next step, in ms. */
const LONGEST_WAIT = 20 * 60_000;
/** A clock that was set back by less is left alone, in ms. */
const SMALL_STEP = 5_000;
/** A step that did not say what comes next is due again after this. */
const PAUSE = 5_000;

/** A due index in the embedded database and one timer: for one process, which the store's lock ensures. */
export function createEmbeddedQueue(deps: { store: Store; now: () => number; log: Logger }): Queue {
  const { store, now, log } = deps;
  const running = new Map<string, Promise<void>>();
  let work: ((turn: Turn) => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;
  let looking = false;
  let lookAgain = false;
  let lookedAt = -Infinity;

  function wakeAt(at: number): void {
    if (!work || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => void look(), Math.max(0, Math.min(at - now(), LONGEST_SLEEP)));
  }

  async function look(): Promise<void> {
    timerAt = Infinity;
    if (!work) return;
    lookAgain = looking;
    if (looking) return;
    looking = true;
    let next = now() + LONGEST_SLEEP;
    try {
      next = await handOut(work);
    } catch (error) {
      log.error({ err: error }, "the queue could not read what is due");
    }
    looking = false;
    wakeAt(lookAgain ? now() : next);
  }

  /** Starts what is due and answers when to look again. */
  async function handOut(take: (turn: Turn) => Promise<void>): Promise<number> {
    await heedClock();
    const free = MAX_RUNNING - running.size;
    if (free <= 0) return now() + LONGEST_SLEEP;
    const { due, next } = await dueTurns(free);
    // Nothing begins after a stop, also when that came while we were reading.
    if (!work) return next;
    for (const turn of due) running.set(turn.job, run(turn, take));
    return Math.min(next, now() + LONGEST_SLEEP);
  }

  /**
   * When the clock was set back, or has been while the bot was down, steps would wait for hours that
   * are over: they are brought forward.
   */
  async function heedClock(): Promise<void> {
    const back = lookedAt - now();
    const isFirst = lookedAt === -Infinity;
    lookedAt = now();
    if (!isFirst && back < SMALL_STEP) return;
    const beyond = now() + (isFirst ? LONGEST_WAIT : 0);
    await store.db
      .updateTable("due")
      .set((is) => ({ at: isFirst ? is.val(beyond) : is("at", "-", back) }))
      .where("at", ">", beyond)
      .execute();
  }

  /** The longest due of each guild first, then each guild's second, and so on. */
  async function dueTurns(limit: number): Promise<{ due: Turn[]; next: number }> {
    const busy = [...running.keys()];
    const longest = store.db
      .selectFrom("due")
      .select(["job", "guild", "at"])
      .where("at", "<=", now())
      .$if(busy.length > 0, (query) => query.where("job", "not in", busy))
      .orderBy("at")
      .limit(RANKED);
    const ranked = store.db
      .selectFrom(longest.as("longest"))
      .select(["job", "guild", "at"])
      .select(sql<number>`row_number() over (partition by guild order by at)`.as("turn"));
    const due = await store.db
      .selectFrom(ranked.as("ranked"))
      .select(["job", "guild"])
      .orderBy("turn")
      .orderBy("at")
      .limit(limit)
      .execute();
    const { next } = await store.db
      .selectFrom("due")
      .select((is) => is.fn.min<number | null>("at").as("next"))
      .where("at", ">", now())
      .executeTakeFirstOrThrow();
    return { due, next: due.length === limit ? now() : (next ?? Infinity) };
  }

  async function run(turn: Turn, take: (turn: Turn) => Promise<void>): Promise<void> {
    const before = now();
    try {
      await take(turn);
    } catch (error) {
      log.error({ err: error, job: turn.job }, "a turn broke");
    }
    try {
      await postpone(turn, before);
    } catch (error) {
      log.error({ err: error, job: turn.job }, "a turn could not be postponed");
      await sleep(PAUSE, undefined, { ref: false });
    }
    running.delete(turn.job);
    wakeAt(now());
  }

  /** A turn that is still due as it was has not said what comes next: it waits, so that nothing spins. */
  async function postpone({ job }: Turn, before: number): Promise<void> {
    await store.db
      .updateTable("due")
      .set({ at: now() + (work ? PAUSE : 0) })
      .where("job", "=", job)
      .where("at", "<", before)
      .execute();
  }

  return {
    async schedule(tx: Database, { job, guild }, time) {
      const at = Math.round(time);
      await tx
        .insertInto("due")
        .values({ job, guild, at })
        .onConflict((row) => row.column("job").doUpdateSet({ at }))
        .execute();
      wakeAt(at);
    },

    async remove(tx, { job }) {
      await tx.deleteFrom("due").where("job", "=", job).execute();
    },

    start(take) {
      work = take;
      wakeAt(now());
    },

    async stop(grace) {
      work = undefined;
      clearTimeout(timer);
      const waiting = new AbortController();
      await Promise.race([
        Promise.all(running.values()),
        sleep(grace, undefined, { signal: waiting.signal }).catch(() => undefined),
      ]);
      waiting.abort();
    },

    async lag() {
      const { oldest } = await store.db
        .selectFrom("due")
        .select((is) => is.fn.min<number | null>("at").as("oldest"))
        .$if(running.size > 0, (query) => query.where("job", "not in", [...running.keys()]))
        .executeTakeFirstOrThrow();
      return oldest === null ? 0 : Math.max(0, now() - oldest);
    },
  };
}
