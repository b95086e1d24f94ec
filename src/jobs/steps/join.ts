import { MediaError } from "../../errors.ts";
import type { Clip } from "../../media/clip.ts";
import { isDraft } from "../../providers/catalogue.ts";
import { jobById } from "../../store/jobs.ts";
import { clipOf } from "../clip-of.ts";
import { piecesOf } from "./piece.ts";
import type { Delivery, Job, JobIn } from "../job.ts";
import type { Next, StepDeps } from "../next.ts";
import { newPartsOf } from "../plan.ts";
import { toRecord } from "../records.ts";
import { ready } from "../transitions.ts";
import { shortened } from "../words/shortened.ts";

/** What can be read while a short scene runs, in characters. */
const LONGEST_CAPTION = 120;

type Joining = Extract<Delivery, { stage: "joining" }>;

/** Puts a clip together out of several: a film, a comparison, or a clip and what was filmed on to it. */
export async function join(
  job: JobIn<"delivering">,
  { piece }: Joining,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  return { job: ready(job, await joined(job, piece, deps, signal)), after: 0 };
}

async function joined(
  job: JobIn<"delivering">,
  piece: Clip | undefined,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Clip> {
  const { montage } = deps;
  if (piece) {
    const before = await clipBefore(job, deps);
    // Whatever it was to be put behind may have been deleted, or is in it already.
    if (!before || holdsBoth(job, piece, before)) return piece;
    // A draft goes on with a drawing of its own, not with the last picture.
    const seam = isDraft(job) ? "cut" : "continued";
    return montage.concat(job.id, [before, piece], { seam, signal });
  }
  const pieces = job.plan ? await piecesOf(job.plan, deps) : [];
  const found = pieces.flatMap(({ clip, part: { label }, job: maker }) =>
    clip && maker ? [{ clip, label, maker }] : [],
  );
  const all = found.map(({ clip }) => clip);
  if (job.plan?.kind === "comparison") {
    const labels = found.map(({ label }) => label);
    return montage.grid(job.id, all, { labels, signal });
  }
  if (all.length < (job.plan?.parts.length ?? 1)) {
    throw new MediaError("broken", "a part of the film is no longer there");
  }
  // A draft has its words in its picture already.
  const written = found.map(({ maker }) => (isDraft(maker) ? "" : captionOf(maker)));
  const captions = job.plan?.captions ? written : undefined;
  const isOneMove = newPartsOf(job.plan).some(({ continues }) => continues);
  return montage.concat(job.id, all, { captions, seam: isOneMove ? "continued" : "cut", signal });
}

/** A scene's own words, as one would publish them. */
function captionOf({ request }: Job): string {
  return shortened(request.prompt.trim(), LONGEST_CAPTION);
}

async function clipBefore({ kin }: JobIn<"delivering">, { store }: StepDeps) {
  const row = kin.appendedTo === undefined ? undefined : await jobById(store.db, kin.appendedTo);
  return row && clipOf(toRecord(row).job);
}

/** Some models answer with the whole of it when they film on, others with what is new. */
function holdsBoth({ request }: JobIn<"delivering">, piece: Clip, before: Clip): boolean {
  return request.mode === "extend" && piece.seconds > request.seconds + before.seconds / 2;
}
