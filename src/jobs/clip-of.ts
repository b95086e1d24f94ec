import type { Clip } from "../media/clip.ts";
import type { Micros } from "../money.ts";
import { NOTHING, smaller } from "../money.ts";
import type { Job } from "./job.ts";
import { costOf } from "./outcome.ts";

/** A job's clip as it was made, as soon as it is whole on our disk: from then on it is paid for. */
export function clipOf(job: Job): Clip | undefined {
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
