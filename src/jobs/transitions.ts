import type { Clip } from "../media/clip.ts";
import type { Micros } from "../money.ts";
import type { ThreadId, UploadToken } from "../platforms/platform.ts";
import type { Operation, Snapshot } from "../providers/provider.ts";
import { UNFAILED } from "./job.ts";
import type { Card, Job, JobIn, OpenJob } from "./job.ts";
import type { Outcome } from "./outcome.ts";

// Every way from one state to another. A wrong one does not compile.

/** Somebody said yes to the price; the same transaction reserves it. */
export function requested(job: JobIn<"waiting">, begunAt: number): JobIn<"requested"> {
  return { ...baseOf(job), begunAt, state: "requested", card: job.card };
}

export function accepted(job: JobIn<"requested">, card: Card): JobIn<"accepted"> {
  return { ...job, state: "accepted", card, ...UNFAILED };
}

export function submitting(
  job: JobIn<"accepted">,
  key: string,
  submittedAt: number,
): JobIn<"submitting"> {
  return { ...job, state: "submitting", key, submittedAt };
}

/** The request certainly began nothing: it waits in line again, under a new key. */
export function turnedAway(
  { key: _key, submittedAt: _at, ...job }: JobIn<"submitting">,
  busySince: number | undefined,
): JobIn<"accepted"> {
  return { ...job, state: "accepted", busySince, failures: job.failures + 1 };
}

export function unclear(job: JobIn<"submitting">, since: number): JobIn<"unclear"> {
  return { ...job, state: "unclear", since, ...UNFAILED };
}

export function generating(
  job: JobIn<"submitting" | "unclear" | "generating">,
  operation: Operation,
): JobIn<"generating"> {
  const { card, key, submittedAt } = job;
  return { ...baseOf(job), card, key, submittedAt, state: "generating", operation };
}

/**
 * The answer to a submission came after it had been given up as missing: its video is fetched after
 * all. `undefined` when the job has ended in another way. Once it is closed its money is settled,
 * and what it costs is booked late.
 */
export function foundLate(job: Job, operation: Operation): JobIn<"generating"> | undefined {
  if (job.state !== "closed" && job.state !== "settling") return undefined;
  if (job.outcome.kind !== "missing" || !job.card) return undefined;
  const { key, submittedAt } = job.outcome;
  const isLate = job.state === "closed" ? true : job.isLate;
  const found = { key, submittedAt, operation, card: job.card, isLate };
  return { ...baseOf(job), ...found, state: "generating" };
}

/** The same generation, further on. */
export function furtherOn(
  job: JobIn<"generating">,
  snapshot: Extract<Snapshot, { status: "queued" | "running" }>,
): JobIn<"generating"> {
  const { progress = 0, queuePosition: _position, ...rest } = job;
  if (snapshot.status === "queued") {
    return { ...rest, ...UNFAILED, progress: job.progress, queuePosition: snapshot.queuePosition };
  }
  const reported = snapshot.progress;
  // A provider that starts over reports less than before; the bar stays where it was.
  const furthest = reported === undefined ? job.progress : Math.max(progress, reported);
  return { ...rest, ...UNFAILED, progress: furthest };
}

export function delivering(
  job: JobIn<"generating">,
  { asset, cost }: Extract<Snapshot, { status: "succeeded" }>,
): JobIn<"delivering"> {
  const { card, operation } = job;
  const delivery = { stage: "fetching" as const, asset };
  return { ...baseOf(job), card, operation, state: "delivering", cost, delivery };
}

/** Its parts are made by jobs of their own. */
export function gathering(job: JobIn<"accepted">): JobIn<"gathering"> {
  return { ...job, state: "gathering", done: 0, ...UNFAILED };
}

/** All its parts are on our disk. `cost` is what they cost together. */
export function gathered(job: JobIn<"gathering">, cost: Micros): JobIn<"delivering"> {
  const delivery = { stage: "joining" as const };
  return { ...baseOf(job), card: job.card, state: "delivering", cost, delivery };
}

/** What was filmed is on our disk, and is put behind a clip that was there before. */
export function joining(job: JobIn<"delivering">, piece: Clip): JobIn<"delivering"> {
  return { ...job, delivery: { stage: "joining", piece }, ...UNFAILED };
}

/** The clip is on our disk as it will be posted. */
export function ready(job: JobIn<"delivering">, clip: Clip): JobIn<"delivering"> {
  return { ...job, delivery: { stage: "uploading", clip }, ...UNFAILED };
}

export function uploaded(
  job: JobIn<"delivering">,
  parts: { clip: Clip; sent: Clip | undefined; token: UploadToken },
): JobIn<"delivering"> {
  return { ...job, delivery: { stage: "publishing", ...parts }, ...UNFAILED };
}

/** The platform took less than it had said: a smaller fit is tried. */
export function tooLarge(
  job: JobIn<"delivering">,
  parts: { clip: Clip; atMost: number },
): JobIn<"delivering"> {
  return { ...job, delivery: { stage: "uploading", ...parts }, ...UNFAILED };
}

export function settling(job: OpenJob, outcome: Outcome): JobIn<"settling"> {
  const card = "card" in job ? job.card : undefined;
  return { ...baseOf(job), card, state: "settling", outcome };
}

export function closed(job: JobIn<"settling">, closedAt: number): JobIn<"closed"> {
  return { ...job, state: "closed", closedAt, ...UNFAILED };
}

/** A kept video is posted once more, in another thread. `undefined` for a job that keeps none. */
export function postedAgain(job: Job, thread: ThreadId): JobIn<"delivering"> | undefined {
  if (job.state !== "closed" || job.outcome.kind !== "kept" || !job.card) return undefined;
  if (job.isDeleted) return undefined;
  const { clip, cost } = job.outcome;
  const card = { ...job.card, thread };
  const delivery = { stage: "uploading" as const, clip };
  return { ...baseOf(job), isPaid: true, card, state: "delivering", cost, delivery };
}

/** What a job keeps through all its states; a new state has not failed yet. */
function baseOf(job: Job) {
  const { id, guild, person, platform, place, invocation, locale } = job;
  const { provider, request, quote, createdAt, begunAt, isLate, isPaid } = job;
  const { kin, plan, isSpoiler, isShapeOpen } = job;
  const asked = { id, guild, person, platform, place, invocation, locale, kin, plan };
  const booked = { quote, isLate, isPaid };
  return {
    ...asked,
    ...booked,
    isSpoiler,
    isShapeOpen,
    provider,
    request,
    createdAt,
    begunAt,
    ...UNFAILED,
  };
}
