import { unreachable } from "../../errors.ts";
import type { CancelOutcome, Snapshot, VideoProvider } from "../../providers/provider.ts";
import { durationsOf } from "../../store/durations.ts";
import { wordsFor } from "../../words.ts";
import { backoff } from "./backoff.ts";
import { failureSentence } from "../words/failure-text.ts";
import type { JobIn } from "../job.ts";
import type { PollPlan } from "./polling.ts";
import { nextPoll, pollPlan } from "./polling.ts";
import type { Next, StepContext, StepDeps } from "../next.ts";
import { providerOf } from "../next.ts";
import { delivering, furtherOn, settling } from "../transitions.ts";

const POLL_TIMEOUT = 30_000;
const DEADLINE = 3_600_000;
/** How often a provider is asked again that does not know the operation. */
const ASKED_AGAIN = 3;
/** For how long a generation is still polled after its deadline, in ms. */
const LAST_WAIT = 120_000;

/** Asks how the generation stands; tells the provider of a wish to cancel first. */
export async function poll(
  job: JobIn<"generating">,
  deps: StepDeps,
  { cancelWish, signal }: StepContext,
): Promise<Next> {
  const wait = deps.pace.wait(job.provider, job.id);
  if (wait > 0) return { job, after: wait };
  const provider = providerOf(job, deps);
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT)]);
  if (cancelWish !== undefined && job.cancelTold === undefined) {
    const told = await tellCancel(job, provider, deps, bounded);
    if (told?.outcome === "cancelled") {
      return { job: settling(job, { kind: "cancelled", cost: told.cost }), after: 0 };
    }
    if (told) return { job: { ...job, cancelTold: told.outcome }, after: 0 };
  }
  const snapshot = await provider.poll(job.operation, bounded);
  return afterSnapshot(job, snapshot, deps);
}

/** `undefined` when nobody heard it: it is told again with the next poll, and this one goes on. */
async function tellCancel(
  { id, guild, operation }: JobIn<"generating">,
  provider: VideoProvider,
  { log }: StepDeps,
  signal: AbortSignal,
): Promise<CancelOutcome | undefined> {
  try {
    return await provider.cancel(operation, signal);
  } catch (error) {
    log.warn({ err: error, job: id, guild }, "a cancel was not heard");
    return undefined;
  }
}

async function afterSnapshot(
  job: JobIn<"generating">,
  snapshot: Snapshot,
  deps: StepDeps,
): Promise<Next> {
  const say = wordsFor(job.locale);
  switch (snapshot.status) {
    case "queued":
    case "running": {
      if (isGivenUp(job, deps)) return failed(job, say("It took too long, and was given up."));
      const plan = await planFor(job, deps);
      const elapsed = deps.now() - job.submittedAt;
      const next = noteDeadline(furtherOn(job, snapshot), deps);
      return { job: next, after: nextPoll(plan, elapsed, deps.random) };
    }
    case "succeeded":
      return { job: delivering(job, snapshot), after: 0, took: deps.now() - job.submittedAt };
    case "failed":
      return failed(job, failureSentence(snapshot.kind, snapshot.reason, job.locale));
    case "cancelled":
      return { job: settling(job, { kind: "cancelled", cost: snapshot.cost }), after: 0 };
    case "expired":
      return unknownThere(job, say("The studio no longer has this video."), deps);
    case "lost":
      return unknownThere(
        job,
        say("The studio forgot this video; it was probably restarted."),
        deps,
      );
    default:
      return unreachable(snapshot);
  }
}

/** One answer of "unknown" may be too early or from another replica: it is asked a few times more. */
function unknownThere(job: JobIn<"generating">, reason: string, { random }: StepDeps): Next {
  const { failures, inVain = 0 } = job;
  if (inVain >= ASKED_AGAIN) return failed(job, reason);
  const again = { ...job, failures: failures + 1, inVain: inVain + 1 };
  return { job: again, after: backoff(failures, random) };
}

function failed(job: JobIn<"generating">, reason: string): Next {
  return { job: settling(job, { kind: "failed", reason }), after: 0 };
}

/** Whether the model's time is up, and has been for a while: a clock that jumped has been set right. */
export function isGivenUp(
  job: JobIn<"generating">,
  deps: Pick<StepDeps, "now" | "modelOf">,
): boolean {
  if (job.overdueSince === undefined) return false;
  return isOverdue(job, deps) && deps.now() - job.overdueSince > LAST_WAIT;
}

/** The same job, noting when its deadline was first seen to have passed. */
export function noteDeadline(
  job: JobIn<"generating">,
  deps: Pick<StepDeps, "now" | "modelOf">,
): JobIn<"generating"> {
  if (!isOverdue(job, deps)) return { ...job, overdueSince: undefined };
  return { ...job, overdueSince: job.overdueSince ?? deps.now() };
}

function isOverdue(
  job: JobIn<"generating">,
  { now, modelOf }: Pick<StepDeps, "now" | "modelOf">,
): boolean {
  const seconds = modelOf(job.request.model)?.deadlineSeconds;
  return now() - job.submittedAt > (seconds === undefined ? DEADLINE : seconds * 1_000);
}

/** When a generation that has just begun is first asked about, in ms from now. */
export async function firstPoll(job: JobIn<"generating">, deps: StepDeps): Promise<number> {
  return nextPoll(await planFor(job, deps), deps.now() - job.submittedAt, deps.random);
}

async function planFor(job: JobIn<"generating">, deps: StepDeps): Promise<PollPlan> {
  const model = deps.modelOf(job.request.model);
  return pollPlan({
    durations: await durationsOf(deps.store.db, job.request.model),
    typical: (model?.typicalSeconds ?? 60) * 1_000,
    reportsProgress: model?.progress ?? false,
  });
}
