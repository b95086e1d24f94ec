import { picturesFor } from "../../providers/catalogue.ts";
import { jobById } from "../../store/jobs.ts";
import { clipOf } from "../clip-of.ts";
import type { JobIn } from "../job.ts";
import { isOpen } from "../job.ts";
import type { Next, StepDeps } from "../next.ts";
import { toRecord } from "../records.ts";
import { settling } from "../transitions.ts";
import { wordsFor } from "../../words.ts";

/** How often it is looked whether the clip before is there, in ms. */
const BETWEEN_LOOKS = 3_000;

/**
 * What a job needs that begins where another ends: the last picture of that clip as its first, once
 * there is one. `ready` is the job with all that it needs.
 */
export async function follow(
  job: JobIn<"accepted">,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<{ ready: JobIn<"accepted"> } | { wait: Next }> {
  const { follows } = job.kin;
  if (follows === undefined || job.request.pictures.length > 0) return { ready: job };
  const row = await jobById(deps.store.db, follows);
  const before = row && toRecord(row).job;
  const clip = before && clipOf(before);
  if (clip) {
    const picture = await deps.montage.lastFrame(clip, `${job.id}-first`, signal);
    const request = { ...job.request, pictures: [{ ...picture, role: "first" as const }] };
    const model = deps.modelOf(request.model);
    // Beside it those of whom the prompt names, where the model knows people by them.
    const pictures = model ? picturesFor(request, model) : request.pictures;
    return { ready: { ...job, request: { ...request, pictures } } };
  }
  if (before && isOpen(before)) return { wait: { job, after: BETWEEN_LOOKS } };
  const reason = wordsFor(job.locale)("What it begins with was not filmed.");
  return { wait: { job: settling(job, { kind: "failed", reason }), after: 0 } };
}
