import type { Operation, VideoProvider } from "../../providers/provider.ts";
import { jobsSubmittedSince, operationsTaken } from "../../store/jobs.ts";
import { isWithoutAnswer } from "../adopt.ts";
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
/** How much earlier than another a submission may be to be taken for it, in ms. */
const APART = 15 * 60_000;

/**
 * Looks for the generation of a submission whose answer was lost. Takes it only when there is one
 * candidate that no other job owns, and while no request is on its way that is equal or that the
 * provider was not told of; never sends again.
 */
export async function reconcile(
  job: JobIn<"unclear">,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  const provider = providerOf(job, deps);
  const others = await withoutAnswer(job, deps);
  const lost = {
    ...(await submissionOf(job, deps)),
    submittedAt: job.submittedAt,
    others: others.map(({ request }) => request),
  };
  const found = await provider.find(lost, signal);
  // Asked before what is taken: what has its answer in between is taken by then.
  const isSomebodys = found.length > 0 && (await isAnotherOnItsWay(job, others, deps));
  const [candidate, ...rivals] = await withoutTaken(found, job, deps);
  const isCertain = candidate !== undefined && rivals.length === 0;
  if (isCertain) {
    // A sure candidate is not given up: another request is on its way for minutes at most.
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

/** What else was sent there and has no answer: it is on its way, looked for, or given up as missing. */
async function withoutAnswer(job: JobIn<"unclear">, { store }: StepDeps): Promise<Job[]> {
  const rows = await jobsSubmittedSince(store.db, job.submittedAt - APART);
  return rows
    .map((row) => toRecord(row).job)
    .filter(({ id, provider }) => id !== job.id && provider === job.provider)
    .filter(isWithoutAnswer);
}

/** What is being sent at this moment could own the candidate. */
async function isAnotherOnItsWay(
  job: JobIn<"unclear">,
  told: readonly Job[],
  deps: StepDeps,
): Promise<boolean> {
  const known = new Set(told.map(({ id }) => id));
  const others = await withoutAnswer(job, deps);
  return others
    .filter(({ state }) => state === "submitting")
    .some((other) => !known.has(other.id) || isSameRequest(other, job));
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
