import { ProviderError } from "../errors.ts";
import type { Queue, Turn } from "../queue/queue.ts";
import { jobById } from "../store/jobs.ts";
import type { Commit } from "./commit.ts";
import { givenUp } from "./steps/give-up.ts";
import type { Job } from "./job.ts";
import { isOpen } from "./job.ts";
import type { Metrics } from "./metrics.ts";
import type { Next, StepDeps } from "./next.ts";
import { failedAgain, isForOperators, pauseAfter } from "./steps/patience.ts";
import { noteDeadline } from "./steps/poll.ts";
import type { Record } from "./records.ts";
import { toRecord } from "./records.ts";
import type { Step } from "./step.ts";
import { tellIfSlow } from "./tell-if-slow.ts";
import { settling } from "./transitions.ts";

/** Their steps take as long as a wire does; the card of the others says what they do already. */
const SLOW_STATES: readonly Job["state"][] = ["submitting", "delivering"];

interface RunnerDeps extends StepDeps {
  readonly queue: Queue;
  readonly step: Step;
  readonly commit: Commit;
  readonly metrics: Metrics;
  /** Shows a job's state on its card. Never throws. */
  showCard(job: Job): Promise<void>;
}

interface Moved {
  readonly next: Next | undefined;
  readonly saved: Record | undefined;
}

/** Takes jobs further, step by step. */
export interface Runner {
  start(): void;
  /** Drops what can be repeated, and waits for the rest up to `grace` ms. */
  stop(grace: number): Promise<void>;
}

/**
 * A worker takes a job through as many steps as are due at once, and saves each before the next. A
 * crash loses one step at most, and a restart is nothing special: the same steps are due.
 */
export function createRunner(deps: RunnerDeps): Runner {
  const { store, queue, step, commit, metrics, random, log } = deps;
  const stopping = new AbortController();

  async function work(turn: Turn): Promise<void> {
    let record = await read(turn.job);
    if (!record || record.job.state === "closed") {
      return store.transaction((tx) => queue.remove(tx, turn));
    }
    let isFresh = false;
    while (record && record.job.state !== "closed") {
      const { job } = record;
      const { next, saved }: Moved = await move(record, isFresh);
      if (!next) return;
      record = saved;
      if (record && next.after > 0)
        return isInLine(job, next) ? undefined : deps.showCard(record.job);
      isFresh = true;
    }
  }

  async function read(id: string): Promise<Record | undefined> {
    const row = await jobById(store.db, id);
    return row && toRecord(row);
  }

  /** One step, saved. While it takes long, the card says what it does. */
  async function move(record: Record, isFresh: boolean): Promise<Moved> {
    const { job } = record;
    const isWire = SLOW_STATES.includes(job.state);
    const told = isWire ? tellIfSlow(() => deps.showCard(job)) : undefined;
    try {
      const next = await advance(record, isFresh);
      return { next, saved: next && (await commit(record, next)) };
    } finally {
      await told?.();
    }
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
      const facts = { err: error, job: job.id, guild: job.guild, state: job.state };
      log[isForOperators(error) ? "error" : "warn"](facts, "a step failed");
      return afterFailure(job, error);
    }
  }

  function afterFailure(job: Job, error: unknown): Next {
    const outcome = isOpen(job) ? givenUp(job, error, deps) : undefined;
    if (isOpen(job) && outcome) return { job: settling(job, outcome), after: 0 };
    const again = job.state === "generating" ? noteDeadline(job, deps) : job;
    const asked = error instanceof ProviderError ? (error.retryAfter ?? 0) : 0;
    if (asked > 0) deps.pace.pause(job.provider, asked);
    const after = Math.max(asked, pauseAfter(job, error, random));
    return { job: failedAgain(again, error), after };
  }

  return {
    start: () => queue.start(work),
    async stop(grace) {
      stopping.abort();
      await queue.stop(grace);
    },
  };
}

/** It waits for a place or for its poll, as its card says already: ten thousand do after a restart. */
function isInLine(job: Job, next: Next): boolean {
  return next.job === job && (job.state === "accepted" || job.state === "generating");
}
