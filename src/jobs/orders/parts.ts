import type { Queue } from "../../queue/queue.ts";
import type { Quota } from "../../quota/quota.ts";
import type { Job } from "../job.ts";
import type { NewPart } from "../plan.ts";
import { newPartsOf } from "../plan.ts";
import { insertRecord } from "../records.ts";
import type { Database } from "../../store/store.ts";

/** A job that is about to begin: itself, or the jobs that make its parts. Each has its own money. */
export type Begin = (tx: Database) => Promise<void>;

/**
 * Prepares the money of a job, outside of any transaction. The answer reserves it inside one, and
 * for a job with a plan makes the jobs of its parts: all of them, or the transaction fails.
 */
export async function prepareBegin(
  job: Job,
  { quota, queue }: { quota: Quota; queue: Queue },
): Promise<Begin> {
  const { id, guild, person, quote } = job;
  if (!job.plan) return quota.claim({ job: id, guild, person: person.id, amount: quote });

  const parts = newPartsOf(job.plan).map((part, place) => partJob(job, part, place));
  const claims = await Promise.all(
    parts.map((part) =>
      quota.claim({ job: part.id, guild, person: person.id, amount: part.quote }),
    ),
  );
  return async (tx) => {
    for (const [place, part] of parts.entries()) {
      await claims[place]?.(tx);
      await insertRecord(tx, part);
      await queue.schedule(tx, { job: part.id, guild }, part.createdAt);
    }
  };
}

/** The job that makes one part. It reports where its whole does. */
function partJob(whole: Job, part: NewPart, place: number): Job {
  const { guild, person, platform, place: asked, locale, createdAt, kin, isShapeOpen } = whole;
  const before = whole.plan?.parts[indexOf(whole, part) - 1];
  const isTake = whole.plan?.kind === "comparison";
  return {
    id: part.job,
    guild,
    person,
    platform,
    place: asked,
    locale,
    createdAt,
    invocation: `${whole.invocation}#${place}`,
    provider: part.provider,
    request: part.request,
    quote: part.quote,
    isShapeOpen,
    kin: {
      origin: kin.origin,
      parent: { job: whole.id, place: indexOf(whole, part), label: part.label, isTake },
      follows: part.continues ? before?.job : undefined,
    },
    failures: 0,
    state: "requested",
  };
}

function indexOf({ plan }: Job, { job }: NewPart): number {
  return plan?.parts.findIndex((part) => part.job === job) ?? 0;
}
