import type { Operation } from "../providers/provider.ts";
import { insertJob, updateJob } from "../store/jobs.ts";
import type { JobRow } from "../store/schema.ts";
import type { Database } from "../store/store.ts";
import { Job } from "./job.ts";

/** A job as it was read: `revision` is what a change must name. */
export interface Record {
  readonly job: Job;
  readonly revision: number;
  /** Who wishes it cancelled, if anybody. */
  readonly cancelWish: string | undefined;
}

export function toRecord(row: JobRow): Record {
  return {
    job: Job.parse(JSON.parse(row.data)),
    revision: row.revision,
    cancelWish: row.cancel_wish ?? undefined,
  };
}

export async function insertRecord(tx: Database, job: Job): Promise<void> {
  await insertJob(tx, {
    id: job.id,
    guild: job.guild,
    person: job.person.id,
    invocation: job.invocation,
    created_at: job.createdAt,
    cancel_wish: null,
    revision: 1,
    submit_key: null,
    operation: null,
    parent: job.kin.parent?.job ?? null,
    origin: job.kin.origin?.job ?? null,
    ...columnsOf(job, job.createdAt),
  });
}

/** Answers `false`, and writes nothing, when the job has changed since it was read. */
export async function saveRecord(
  tx: Database,
  job: Job,
  revision: number,
  now: number,
): Promise<boolean> {
  return updateJob(tx, job.id, revision, columnsOf(job, now));
}

/** A key and an operation stay in their columns after the job has left them behind: nothing matches them again. */
function columnsOf(job: Job, now: number) {
  return {
    state: job.state,
    data: JSON.stringify(job),
    quote: job.quote,
    updated_at: now,
    ...("key" in job && { submit_key: job.key }),
    ...("operation" in job &&
      job.operation && { operation: operationKey(job.provider, job.operation) }),
  };
}

/** One operation, whatever the order of its fields: unique, so that it belongs to one job. */
export function operationKey(provider: string, operation: Operation): string {
  const sorted = Object.entries(operation).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `${provider}:${JSON.stringify(sorted)}`;
}
