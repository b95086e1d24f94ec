import type { Operation } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import type { Database } from "../store/store.ts";
import type { Job } from "./job.ts";
import type { Record } from "./records.ts";
import { operationKey, saveRecord } from "./records.ts";
import { foundLate, generating } from "./transitions.ts";

interface AdoptDeps {
  readonly queue: Queue;
  readonly now: () => number;
}

/** Whether a job has no operation and would take one: it waits for the answer, or has given it up. */
export function isWithoutAnswer(job: Job): boolean {
  if (job.state === "submitting" || job.state === "unclear") return true;
  return (job.state === "settling" || job.state === "closed") && job.outcome.kind === "missing";
}

/**
 * Gives a job the operation that was found for it, whatever became of it meanwhile: unclear or still
 * submitting, it goes on; given up as missing, its video is fetched late. Otherwise it has one.
 */
export async function adopt(
  tx: Database,
  record: Record,
  operation: Operation,
  deps: AdoptDeps,
): Promise<boolean> {
  const { job } = record;
  const isOpen = job.state === "unclear" || job.state === "submitting";
  const next = isOpen ? generating(job, operation) : foundLate(job, operation);
  return next !== undefined && moved(tx, record, next, deps);
}

/**
 * The same for what the provider itself answered to the submission. That counts also where a webhook,
 * which came first, has named another operation.
 */
export async function adoptAnswer(
  tx: Database,
  record: Record,
  operation: Operation,
  deps: AdoptDeps,
): Promise<boolean> {
  const { job } = record;
  if (job.state !== "generating") return adopt(tx, record, operation, deps);
  const [hinted, answered] = [job.operation, operation].map((one) =>
    operationKey(job.provider, one),
  );
  return hinted !== answered && moved(tx, record, generating(job, operation), deps);
}

async function moved(
  tx: Database,
  { job, revision }: Record,
  next: Job,
  { queue, now }: AdoptDeps,
): Promise<boolean> {
  if (!(await saveRecord(tx, next, revision, now()))) return false;
  await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
  return true;
}
