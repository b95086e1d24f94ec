import { sql } from "kysely";
import type { Database } from "../../store/store.ts";
import type { Turn } from "../queue.ts";
import type { Boss, DueTurn, Lease } from "./boss.ts";
import { TURNS } from "./boss.ts";

/** Nothing waits longer than this for its next step, in ms, whatever the clock said when it was written. */
const LONGEST_WAIT = 20 * 60_000;
/** How often a turn is tried that waits for another one of its job to end, in ms. */
const BEHIND = 1_000;
const AT_ONCE = 1_000;

/**
 * Makes a job due, in the table and in the queue, in the caller's transaction. What the queue held
 * for it before stays there and is stale: its time is no longer the job's in the table. So each
 * schedule has a time of its own, if need be a millisecond later.
 */
export async function queueTurn(
  boss: Boss,
  tx: Database,
  turn: Turn,
  { at, now }: { at: number; now: number },
): Promise<void> {
  const { job, guild } = turn;
  const row = await tx
    .insertInto("due")
    .values({ job, guild, at })
    .onConflict((conflict) =>
      conflict.column("job").doUpdateSet({
        at: sql`excluded.at + case when due.at = excluded.at then 1 else 0 end`,
      }),
    )
    .returning("at")
    .executeTakeFirstOrThrow();
  const { data, ...options } = asJob({ job, guild, at: row.at }, at - now);
  await boss.send(TURNS, data, { ...options, db: boss.within(tx) });
}

/**
 * Parts what we have got into what is due, what is stale (rescheduled or removed, or saved by a
 * process that then died), and what must wait behind another turn of its job that is held.
 */
export async function sortOut(db: Database, leases: readonly Lease[]) {
  const jobs = leases.map(({ data }) => data.job);
  const rows = await db.selectFrom("due").select(["job", "at"]).where("job", "in", jobs).execute();
  const times = new Map(rows.map(({ job, at }) => [job, at]));
  const [current = [], stale = []] = part(leases, ({ data }) => times.get(data.job) === data.at);
  const held = current.length === 0 ? new Set() : await heldBeside(db, current);
  const [due = [], behind = []] = part(current, ({ data }) => !held.has(data.job));
  return { due, behind, stale };
}

function part(leases: readonly Lease[], isIn: (lease: Lease) => boolean): readonly Lease[][] {
  return [leases.filter((lease) => isIn(lease)), leases.filter((lease) => !isIn(lease))];
}

/** The jobs of these leases of which somebody, perhaps we, holds another turn. */
async function heldBeside(db: Database, leases: readonly Lease[]): Promise<Set<string>> {
  const guilds = sql.join(leases.map(({ data }) => data.guild));
  const ids = sql.join(leases.map(({ id }) => sql`${id}::uuid`));
  const { rows } = await sql<{ job: string }>`select singleton_key as job from pgboss.job
    where name = ${TURNS} and state = 'active' and group_id in (${guilds}) and id not in (${ids})
  `.execute(db);
  return new Set(rows.map(({ job }) => job));
}

/** Lets a turn wait behind another one of its job, and gives its lease back. */
export async function queueBehind(boss: Boss, tx: Database, lease: Lease): Promise<void> {
  const { data, ...options } = asJob(lease.data, BEHIND);
  const db = boss.within(tx);
  await boss.deleteJob(TURNS, lease, { db });
  await boss.send(TURNS, data, { ...options, db });
}

/**
 * Queues what is due in the table and not in the queue: an installation that was moved here, or a
 * backup of the tables without the queue's own.
 */
export async function queueForgotten(boss: Boss, db: Database, now: number): Promise<void> {
  const { rows } = await sql<DueTurn>`select due.job, due.guild, due.at from due left join (
      select singleton_key as job, (data ->> 'at')::bigint as at from pgboss.job
      where name = ${TURNS} and state in ('created', 'retry', 'active')
    ) as queued on queued.job = due.job and queued.at = due.at
    where queued.job is null`.execute(db);
  for (let done = 0; done < rows.length; done += AT_ONCE) {
    const jobs = rows
      .slice(done, done + AT_ONCE)
      .map((turn) => asJob(turn, Math.min(turn.at - now, LONGEST_WAIT)));
    await boss.insert(TURNS, jobs);
  }
}

function asJob(data: DueTurn, wait: number) {
  return {
    data,
    singletonKey: data.job,
    group: { id: data.guild },
    // A delay, not a time: the server's clock decides, so that processes need not agree on one.
    startAfter: Math.max(0, wait) / 1_000,
  };
}
