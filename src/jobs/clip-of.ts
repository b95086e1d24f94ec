import type { Clip } from "../media/clip.ts";
import type { Micros } from "../money.ts";
import { NOTHING, smaller } from "../money.ts";
import type { Job } from "./job.ts";
import { costOf } from "./outcome.ts";

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
