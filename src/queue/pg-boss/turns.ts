import { sql } from "kysely";
import type { Database } from "../../store/store.ts";
import type { Turn } from "../queue.ts";
import type { Boss, Lease } from "./boss.ts";
import { TURNS } from "./boss.ts";

/** Nothing waits longer than this for its next step, in ms, whatever the clock said when it was written. */
const LONGEST_WAIT = 20 * 60_000;
const AT_ONCE = 1_000;

/** Queues a job's turn in `wait` ms, or moves the one that is queued, in the caller's transaction. */
export async function queueTurn(boss: Boss, tx: Database, turn: Turn, wait: number): Promise<void> {
  // A delay, not a time: the clock of the server decides, so that processes need not agree on one.
  await boss.upsert(TURNS, turn, { ...asJob(turn, wait), match: "all", db: boss.within(tx) });
}

/** When the jobs of these leases are due by our own table; a job that was removed is missing. */
export async function dueTimes(db: Database, leases: readonly Lease[]) {
  if (leases.length === 0) return new Map<string, number>();
  const jobs = leases.map(({ data }) => data.job);
  const rows = await db.selectFrom("due").select(["job", "at"]).where("job", "in", jobs).execute();
  return new Map(rows.map(({ job, at }) => [job, at]));
}

/**
 * Whether a lease of a process that died has already been followed by another turn: the step was
 * saved, only the lease was not given back.
 */
export async function isFollowed(boss: Boss, { data, retryCount }: Lease): Promise<boolean> {
  if (retryCount === 0) return false;
  return (await boss.findJobs(TURNS, { key: data.job, queued: true })).length > 0;
}

/**
 * Queues what is due and in no queue: an installation that was moved here, or a backup of the
 * tables without the queue's own.
 */
export async function queueForgotten(boss: Boss, db: Database, now: number): Promise<void> {
  const forgotten = await db
    .selectFrom("due")
    .selectAll()
    .where(
      sql<boolean>`not exists (select 1 from pgboss.job where name = ${TURNS}
        and singleton_key = due.job and state in ('created', 'retry', 'active'))`,
    )
    .limit(AT_ONCE)
    .execute();
  const jobs = forgotten.map(({ job, guild, at }) => ({
    ...asJob({ job, guild }, Math.min(at - now, LONGEST_WAIT)),
    data: { job, guild },
  }));
  if (jobs.length > 0) await boss.insert(TURNS, jobs);
  if (jobs.length === AT_ONCE) await queueForgotten(boss, db, now);
}

function asJob({ job, guild }: Turn, wait: number) {
  return { singletonKey: job, group: { id: guild }, startAfter: Math.max(0, wait) / 1_000 };
}
