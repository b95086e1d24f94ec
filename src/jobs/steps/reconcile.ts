import type { Operation, VideoProvider } from "../../providers/provider.ts";
import { jobsIn, operationsTaken } from "../../store/jobs.ts";
import type { Job, JobIn } from "../job.ts";
import type { Outcome } from "../outcome.ts";
import { operationKey, toRecord } from "../records.ts";
import type { Next, StepDeps } from "../next.ts";
import { providerOf } from "../next.ts";
import { submissionOf } from "./submit.ts";
import { generating, settling } from "../transitions.ts";

/** For how long a lost submission is looked for, in ms. */
const SEARCH = 15 * 60_000;
const BETWEEN_LOOKS = 10_000;

/**
 * Looks for the generation of a submission whose answer was lost. Takes it only when there is one
 * candidate that no other job owns, and while no equal request is on its way; never sends again.
 */
export async function reconcile(
  job: JobIn<"unclear">,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  const provider = providerOf(job, deps);
  const lost = { ...(await submissionOf(job, deps)), submittedAt: job.submittedAt };
  const found = await provider.find(lost, signal);
  const [candidate, ...others] = await withoutTaken(found, job, deps);
  const isCertain = candidate !== undefined && others.length === 0;
  if (isCertain) {
    // A sure candidate is not given up: an equal request is on its way for minutes at most.
    const isSomebodys = await isEqualOnItsWay(job, deps);
    if (isSomebodys) return { job, after: BETWEEN_LOOKS };
    return { job: generating(job, candidate), after: 0 };
  }
  if (deps.now() - job.since < SEARCH) return { job, after: BETWEEN_LOOKS };
  return { job: settling(job, missing(job, provider)), after: 0 };
}

/** How a search ends that found nothing. */
export function missing(
  { key, submittedAt }: JobIn<"unclear">,
  provider: VideoProvider | undefined,
): Outcome {
  return { kind: "missing", charged: provider?.unclearMeans === "charged", key, submittedAt };
}

async function withoutTaken(
  found: readonly Operation[],
  { provider }: Job,
  { store }: StepDeps,
): Promise<Operation[]> {
  const keys = found.map((operation) => operationKey(provider, operation));
  const taken = await operationsTaken(store.db, keys);
  return found.filter((operation) => !taken.has(operationKey(provider, operation)));
}

/** A request like ours that is being sent at this moment could own the candidate. */
async function isEqualOnItsWay(job: JobIn<"unclear">, { store }: StepDeps): Promise<boolean> {
  const rows = await jobsIn(store.db, "submitting");
  return rows
    .map((row) => toRecord(row).job)
    .some((other) => other.provider === job.provider && isSameRequest(other, job));
}

function isSameRequest({ request: one }: Job, { request: other }: Job): boolean {
  return (
    one.prompt === other.prompt &&
    one.model === other.model &&
    one.seconds === other.seconds &&
    one.aspect === other.aspect &&
    one.resolution === other.resolution
  );
}
