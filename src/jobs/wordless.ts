import type { VideoRequest } from "../providers/provider.ts";
import { clipNamesOf } from "./clip-of.ts";
import type { Job } from "./job.ts";
import type { StepDeps } from "./next.ts";
import type { Plan } from "./plan.ts";
import { newPartsOf } from "./plan.ts";

/** What stands in the place of words that are gone. */
const GONE = "…";

/** A job that has lost all that people said in it: prompts, scenes, names and descriptions. */
export function withoutWords(job: Job): Job {
  const { parent } = job.kin;
  const kin = { ...job.kin, ...(parent && { parent: { ...parent, label: GONE } }) };
  const bare = {
    ...job,
    kin,
    request: bareRequest(job.request),
    plan: job.plan && barePlan(job.plan),
  };
  if (bare.state === "planning") return { ...bare, board: { ...bare.board, scenes: [] } };
  if (bare.state === "waiting") return { ...bare, cheaper: undefined };
  return bare;
}

/** Whether the job's guild has let us go: what was said in it is not kept beyond its end. */
export function isOfGoneGuild({ guild }: Job, cancelWish: string | undefined): boolean {
  return cancelWish === guild;
}

/** Takes a job's clips and pictures off our disk. */
export async function discardFiles(
  job: Job,
  { clips, discardPicture }: Pick<StepDeps, "clips" | "discardPicture">,
): Promise<void> {
  await Promise.all(clipNamesOf(job.id).map((name) => clips.remove(name)));
  await Promise.all(picturesIn(job).map((file) => discardPicture(file)));
}

/** The pictures that people gave to a job, by their names in the pictures folder. */
export function picturesIn(job: Job): string[] {
  const requests = [job.request, ...newPartsOf(job.plan).map(({ request }) => request)];
  const scenes = job.state === "planning" ? job.board.scenes : [];
  return [
    ...requests.flatMap(({ pictures }) => pictures),
    ...scenes.flatMap(({ picture }) => picture ?? []),
  ].map(({ file }) => file);
}

function barePlan(plan: Plan): Plan {
  const parts = plan.parts.map((part) =>
    part.kind === "new"
      ? { ...part, label: GONE, request: bareRequest(part.request) }
      : { ...part, label: GONE },
  );
  return { ...plan, parts };
}

function bareRequest(request: VideoRequest): VideoRequest {
  const said = { style: undefined, look: undefined, cast: undefined, shots: undefined };
  return { ...request, ...said, prompt: GONE, pictures: [] };
}
