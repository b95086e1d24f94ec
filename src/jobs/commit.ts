import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import { minus } from "../money.ts";
import type { Queue } from "../queue/queue.ts";
import type { Quota } from "../quota/quota.ts";
import { addDuration } from "../store/durations.ts";
import { jobById, jobBySubmitKey } from "../store/jobs.ts";
import type { Database, Store } from "../store/store.ts";
import { adoptAnswer } from "./adopt.ts";
import type { Alerts } from "./alerts.ts";
import { backoff } from "./steps/backoff.ts";
import { clipOf } from "./clip-of.ts";
import type { Job } from "./job.ts";
import type { Metrics } from "./metrics.ts";
import type { Next } from "./next.ts";
import { costOf } from "./outcome.ts";
import type { Record } from "./records.ts";
import { saveRecord, toRecord } from "./records.ts";

/** How often the answer to a submission is tried to be saved: for about ten minutes. */
const ANSWER_TRIES = 15;

export interface CommitDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly quota: Quota;
  readonly metrics: Metrics;
  readonly alerts?: Alerts;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Logger;
}

/**
 * Saves a step with its ledger entries and its next due time in one transaction, against the
 * revision that it was made from. `undefined` when somebody else has moved the job meanwhile: then
 * theirs counts, and only the answer to a submission is kept all the same.
 */
export type Commit = (from: Record, next: Next) => Promise<Record | undefined>;

export function createCommit(deps: CommitDeps): Commit {
  const { store, queue, quota, metrics, now, random, log } = deps;

  return async function commit(from, next) {
    const isAnswer = from.job.state === "submitting" && next.job.state === "generating";
    const saved = await (isAnswer ? insist(() => write(from, next), from.job) : write(from, next));
    if (saved && saved.job.state !== from.job.state) tell(from.job, saved.job);
    return saved;
  };

  /** What a provider has answered must not be lost with the database: tried until it can be written. */
  async function insist<T>(attempt: () => Promise<T>, { id, guild }: Job): Promise<T> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await attempt();
      } catch (error) {
        if (failures >= ANSWER_TRIES) throw error;
        log.error({ err: error, job: id, guild }, "an answer could not be saved yet");
        await sleep(backoff(failures, random), undefined, { ref: false });
      }
    }
  }

  async function write(from: Record, next: Next): Promise<Record | undefined> {
    return store.transaction(async (tx) => {
      const isSame = next.job === from.job;
      if (!isSame && !(await saveRecord(tx, next.job, from.revision, now()))) {
        await keepAnswer(tx, from.job, next.job);
        return undefined;
      }
      const row = await jobById(tx, next.job.id);
      if (!row || (isSame && row.revision !== from.revision)) return undefined;
      const record = toRecord(row);
      await book(tx, { from, record, next });
      return record;
    });
  }

  async function book(
    tx: Database,
    { from, record, next }: { from: Record; record: Record; next: Next },
  ): Promise<void> {
    const { job } = record;
    const at = now();
    const turn = { job: job.id, guild: job.guild };
    if (next.took !== undefined) {
      await addDuration(tx, { model: job.request.model, ms: next.took, at });
    }
    await wakeWhole(tx, from.job, job, at);
    // The parts of a whole are booked one by one, and what is posted again was booked before.
    const isBooked = job.plan !== undefined || job.isPaid === true;
    if (job.state === "closed" && isBooked) return queue.remove(tx, turn);
    if (job.state === "closed") {
      const cost = costOf(job.outcome, job.quote);
      const { overrun } = await (job.isLate
        ? quota.bookLate(tx, job.id, cost)
        : quota.settle(tx, job.id, cost));
      metrics.settled(minus(cost, overrun), overrun);
      return queue.remove(tx, turn);
    }
    // What comes at once is taken by the same worker, in the turn that it has: should it die, that
    // turn is still due.
    if (next.after === 0) return;
    await queue.schedule(tx, turn, at + (isWishNews(from, record) ? 0 : next.after));
  }

  /**
   * A part that is on our disk, or has ended, may be what its whole waits for. Always in the order
   * storyboard, film, part: two that are saved at once must not wait for each other.
   */
  async function wakeWhole(tx: Database, from: Job, to: Job, at: number): Promise<void> {
    const { parent, origin } = to.kin;
    const isNews = to.state === "closed" || (clipOf(to) && !clipOf(from));
    if (!isNews) return;
    if (origin?.as === "scene") await queue.schedule(tx, { job: origin.job, guild: to.guild }, at);
    if (parent) await queue.schedule(tx, { job: parent.job, guild: to.guild }, at);
  }

  async function keepAnswer(tx: Database, sent: Job, answered: Job): Promise<void> {
    if (sent.state !== "submitting" || answered.state !== "generating") return;
    const row = await jobBySubmitKey(tx, sent.key);
    if (row) await adoptAnswer(tx, toRecord(row), answered.operation, { queue, now });
  }

  function tell(from: Job, to: Job): void {
    const outcome = "outcome" in to ? to.outcome.kind : undefined;
    log.info({ job: to.id, guild: to.guild, from: from.state, to: to.state, outcome }, "job moved");
    metrics.moved(to);
    if (to.state === "closed") void deps.alerts?.look(to.guild);
  }
}

/**
 * Whether the job's next step can heed a wish to cancel that the last one could not: such a step is
 * due at once. One that has tried and failed waits as long as it says.
 */
function isWishNews(from: Record, { job, cancelWish }: Record): boolean {
  if (cancelWish === undefined || !isWishHeard(job)) return false;
  return from.cancelWish === undefined || from.job.state !== job.state;
}

/** Whether a wish to cancel would change what the job's next step does. */
function isWishHeard(job: Job): boolean {
  if (job.state === "generating") return job.cancelTold === undefined;
  return job.state === "waiting" || job.state === "requested" || job.state === "accepted";
}
