import type { Clip } from "../media/clip.ts";
import type { Micros } from "../money.ts";
import { NOTHING, smaller } from "../money.ts";
import type { Job } from "./job.ts";
import { costOf } from "./outcome.ts";

/** How much longer a clip may be than what was asked for, in seconds. */
const SLACK = 1;

/**
 * A job's clip as it was made, as soon as it is whole on our disk: from then on it is paid for. Nothing
 * once it is deleted.
 */
export function clipOf(job: Job): Clip | undefined {
  if (job.isDeleted) return undefined;
  if (job.state === "delivering") return "clip" in job.delivery ? job.delivery.clip : undefined;
  if (job.state !== "settling" && job.state !== "closed") return undefined;
  const { outcome } = job;
  return outcome.kind === "delivered" || outcome.kind === "kept" ? outcome.clip : undefined;
}

/**
 * Whether a job's clip is only what was filmed just now, although it was to be put behind another: that
 * was deleted meanwhile, or the two did not go together. Some studios answer with the whole of it.
 */
export function isPieceAlone(job: Job): boolean {
  const clip = clipOf(job);
  return clip !== undefined && isPiece(clip, job) && clip.seconds < job.request.seconds + SLACK;
}

/** Whether a clip is what a job has filmed to be put behind another, as it came. */
export function isPiece({ file }: Clip, { id }: Pick<Job, "id">): boolean {
  const [, piece] = clipNamesOf(id);
  return file.startsWith(piece);
}

/** What a job costs its guild, as far as that is decided: nothing before its clip is here. */
export function spentOn(job: Job): Micros {
  if (job.state === "delivering") {
    return clipOf(job) ? smaller(job.cost ?? job.quote, job.quote) : NOTHING;
  }
  if (job.state !== "settling" && job.state !== "closed") return NOTHING;
  return smaller(costOf(job.outcome, job.quote), job.quote);
}

/** Where the clips of a job lie: its own, and what was filmed for it to be put behind another. */
export function clipNamesOf(job: string): readonly [own: string, piece: string] {
  return [job, `${job}-new`];
}
