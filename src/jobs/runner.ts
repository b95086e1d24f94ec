import { NOTHING } from "../money.ts";
import type { Queue, Turn } from "../queue/queue.ts";
import type { Quota } from "../quota/quota.ts";
import { addDuration } from "../store/durations.ts";
import { jobById, jobBySubmitKey } from "../store/jobs.ts";
import type { Database } from "../store/store.ts";
import { backoff } from "./backoff.ts";
import { givenUp } from "./give-up.ts";
import type { Job } from "./job.ts";
import { isOpen } from "./job.ts";
import type { Metrics } from "./metrics.ts";
import type { Next, StepDeps } from "./next.ts";
import { costOf } from "./outcome.ts";
import type { Record } from "./records.ts";
import { saveRecord, toRecord } from "./records.ts";
import type { Step } from "./step.ts";
import { settling } from "./transitions.ts";

interface RunnerDeps extends StepDeps {
  readonly queue: Queue;
  readonly quota: Quota;
  readonly step: Step;
  readonly metrics: Metrics;
  /** Shows a job's state on its card. Never throws. */
  showCard(job: Job): Promise<void>;
}

/** Takes jobs further, step by step. */
export interface Runner {
  start(): void;
  /** Drops what can be repeated, and waits for the rest up to `grace` ms. */
  stop(grace: number): Promise<void>;
}

/**
 * Each step is saved with its ledger entries and its next due time in one transaction, against the
 * revision that was read. A crash loses one step at most, and a restart is nothing special: the
 * same steps are due.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const { store, queue, quota, step, metrics, now, random, log } = deps;
  const stopping = new AbortController();

  async function work(turn: Turn): Promise<void> {
    let record = await read(turn.job);
    let isFresh = false;
    while (record && record.job.state !== "closed") {
      const next = await advance(record, isFresh);
      if (!next) return;
      const saved = await save(record, next);
      if (!saved) return;
      if (next.after > 0) return deps.showCard(saved.job);
      record = saved;
      isFresh = true;
    }
    if (!record) await store.transaction((tx) => queue.remove(tx, turn));
  }

  async function read(id: string): Promise<Record | undefined> {
    const row = await jobById(store.db, id);
    return row && toRecord(row);
  }

  /** One step. `undefined` when the bot stops in the middle of one that can be repeated. */
  async function advance(record: Record, isFresh: boolean): Promise<Next | undefined> {
    const { job, cancelWish } = record;
    const end = metrics.step(job.state);
    try {
      const next = await step(job, { isFresh, cancelWish, signal: stopping.signal });
      end("done");
      return next;
    } catch (error) {
      end("failed");
      if (stopping.signal.aborted) return undefined;
      log.warn({ err: error, job: job.id, guild: job.guild, state: job.state }, "a step failed");
      return afterFailure(job, error);
    }
  }

  function afterFailure(job: Job, error: unknown): Next {
    const outcome = isOpen(job) ? givenUp(job, error, deps) : undefined;
    if (isOpen(job) && outcome) return { job: settling(job, outcome), after: 0 };
    const again = { ...job, failures: job.failures + 1 };
    return { job: again, after: backoff(job.failures, random) };
  }

  /** Commits a step. `undefined` when somebody else has moved the job meanwhile; theirs counts. */
  async function save(from: Record, next: Next): Promise<Record | undefined> {
    const saved = await store.transaction(async (tx) => {
      if (!(await saveRecord(tx, next.job, from.revision, now())))
        return keepAnswer(tx, from, next);
      const row = await jobById(tx, next.job.id);
      if (!row) return undefined;
      const record = toRecord(row);
      await book(tx, record, next);
      return record;
    });
    if (saved && saved.job.state !== from.job.state) logMove(from.job, saved.job);
    return saved;
  }

  async function book(tx: Database, { job, cancelWish }: Record, next: Next): Promise<void> {
    const at = now();
    if (next.took !== undefined) {
      await addDuration(tx, { model: job.request.model, ms: next.took, at });
    }
    if (job.state === "closed") {
      const { overrun } = await quota.settle(tx, job.id, costOf(job.outcome, job.quote));
      if (overrun > NOTHING) metrics.overrun(overrun);
      return queue.remove(tx, { job: job.id, guild: job.guild });
    }
    const isWishNew = cancelWish !== undefined && isWishHeard(job);
    await queue.schedule(tx, { job: job.id, guild: job.guild }, at + (isWishNew ? 0 : next.after));
  }

  /**
   * The answer to a submission is kept under its key, whatever became of the job meanwhile: another
   * worker may have found it without an answer and called it unclear.
   */
  async function keepAnswer(tx: Database, from: Record, next: Next): Promise<undefined> {
    if (from.job.state !== "submitting" || next.job.state !== "generating") return;
    const row = await jobBySubmitKey(tx, from.job.key);
    const late = row && toRecord(row);
    if (!late || (late.job.state !== "unclear" && late.job.state !== "submitting")) return;
    await saveRecord(tx, next.job, late.revision, now());
    await queue.schedule(tx, { job: next.job.id, guild: next.job.guild }, now());
  }

  function logMove(from: Job, to: Job): void {
    const outcome = "outcome" in to ? to.outcome.kind : undefined;
    log.info({ job: to.id, guild: to.guild, from: from.state, to: to.state, outcome }, "job moved");
    metrics.moved(to);
  }

  return {
    start: () => queue.start(work),
    async stop(grace) {
      stopping.abort();
      await queue.stop(grace);
    },
  };
}

/** Whether a wish to cancel would change what the job's next step does. */
function isWishHeard(job: Job): boolean {
  if (job.state === "generating") return job.cancelTold === undefined;
  return job.state === "waiting" || job.state === "requested" || job.state === "accepted";
}
