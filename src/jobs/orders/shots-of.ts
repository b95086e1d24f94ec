import type { Picture } from "../../providers/provider.ts";
import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { isPieceAlone } from "../clip-of.ts";
import type { Job } from "../job.ts";
import { toRecord } from "../records.ts";

/** One stretch of a video that was filmed at once, as it can be filmed from nothing. */
export interface Shot {
  readonly prompt: string;
  readonly seconds: number;
  readonly pictures: readonly Picture[];
  /** It begins anew, not with the last picture of the shot before. */
  readonly cuts: boolean;
}

/** Finds a job by its id, where there is one. */
export type JobOf = (id: string | undefined) => Promise<Job | undefined>;

export function jobsIn({ db }: Store): JobOf {
  return async (id) => {
    const row = id === undefined ? undefined : await jobById(db, id);
    return row && toRecord(row).job;
  };
}

/**
 * What a video is made of, as it lies in its thread: the scenes of a film, and what was filmed on
 * behind what was there before. Of an edit, it is what was edited, with the words of the edit.
 */
export async function shotsOf(job: Job, jobOf: JobOf): Promise<Shot[]> {
  const own = await ownShots(job, jobOf);
  const before = isPieceAlone(job) ? undefined : await jobOf(job.kin.appendedTo);
  // Takes side by side are no shots of one film.
  if (!before || before.plan?.kind === "comparison") return own;
  const onward = own.map((shot, at) => (at === 0 ? { ...shot, pictures: [], cuts: false } : shot));
  return [...(await shotsOf(before, jobOf)), ...onward];
}

async function ownShots(job: Job, jobOf: JobOf): Promise<Shot[]> {
  const { plan, kin, request } = job;
  const { prompt, seconds, pictures, shots, mode, source } = request;
  if (plan?.kind === "film" || shots) {
    const host = await jobOf(kin.origin?.job);
    const flows = host?.state === "planning" && host.board.flows;
    if (shots) return shots.map((shot) => ({ ...shot, pictures: [], cuts: !flows }));
    const takes = await Promise.all(plan?.parts.map((part) => jobOf(part.job)) ?? []);
    return takes.flatMap((take, at) => (take ? [shotOf(take, { flows, at })] : []));
  }
  const edited = mode === "edit" ? await jobOf(source?.job) : undefined;
  if (!edited) return [{ prompt, seconds, pictures, cuts: true }];
  const before = await shotsOf(edited, jobOf);
  return before.map((shot) => ({ ...shot, prompt: `${shot.prompt}\n${prompt}` }));
}

/** A scene of a film has a first picture of its own, or the last one of the scene before. */
function shotOf(
  { request, kin }: Job,
  { flows, at }: { readonly flows: boolean; readonly at: number },
): Shot {
  const { prompt, seconds } = request;
  const isOnward = at > 0 && kin.follows !== undefined;
  const pictures = isOnward ? [] : request.pictures.filter(({ role }) => role === "first");
  return { prompt, seconds, pictures, cuts: !isOnward && !flows };
}
