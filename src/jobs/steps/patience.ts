import { MediaError, PlatformError, ProviderError } from "../../errors.ts";
import type { FailureKind } from "../../errors.ts";
import type { Job } from "../job.ts";
import { backoff } from "./backoff.ts";

/** How often a step is tried that fails for a reason that may pass. With backoff: most of an hour. */
const PATIENT_TRIES = 60;
/** How often a step is tried that fails for no known reason, or at a broken clip. */
const FEW_TRIES = 4;
/** How long is waited between few tries at a studio, in ms. */
const BETWEEN_FEW = 60_000;
/** What nobody but an operator can mend. */
const FOR_OPERATORS: readonly FailureKind[] = ["auth", "billing"];

/**
 * Whether a step that failed so is tried again. Each patience counts its own errors: what fails in
 * vain for the first time does so as well after an outage as without one.
 */
export function triesLeft(job: Job, error: unknown): boolean {
  const { failures, inVain = 0 } = job;
  if (mayPass(job, error)) return failures < PATIENT_TRIES;
  return !(error instanceof PlatformError) && inVain < FEW_TRIES;
}

/**
 * How long to wait before a step that failed so is tried again, in ms. Few tries at a studio are
 * spread, after a quick one: whoever changes a key there, or mends a clip, needs minutes.
 */
export function pauseAfter(job: Job, error: unknown, random: () => number): number {
  const { failures, inVain = 0 } = job;
  const wait = backoff(failures, random);
  const isSpread = (isFetching(job) || isKeyRefused(error)) && !mayPass(job, error);
  return isSpread && inVain > 0 ? Math.max(wait, BETWEEN_FEW) : wait;
}

/** The same job once its step has failed so. */
export function failedAgain<Failed extends Job>(job: Failed, error: unknown): Failed {
  const { failures, inVain = 0 } = job;
  return { ...job, failures: failures + 1, inVain: mayPass(job, error) ? inVain : inVain + 1 };
}

/** Whether a step that failed so needs somebody who runs the bot. */
export function isForOperators(error: unknown): boolean {
  return error instanceof ProviderError && FOR_OPERATORS.includes(error.kind);
}

/** Whether an error may pass by itself, as an outage does. */
export function mayPass(job: Job, error: unknown): boolean {
  if (error instanceof PlatformError) return error.failure === "unavailable";
  if (error instanceof ProviderError) return mayPassThere(job, error.kind);
  if (error instanceof MediaError) return error.failure === "disk-full";
  return isSystemError(error);
}

/** Each fetch may cost gigabytes: a studio that answers, but with no clip, is not asked for an hour. */
function mayPassThere(job: Job, kind: FailureKind): boolean {
  if (isFetching(job)) return kind === "unavailable" || kind === "throttled";
  return kind !== "gone" && kind !== "auth";
}

function isKeyRefused(error: unknown): boolean {
  return error instanceof ProviderError && error.kind === "auth";
}

function isFetching(job: Job): boolean {
  return job.state === "delivering" && job.delivery.stage === "fetching";
}

/** Trouble of this machine that may pass: no more files, a disk that is away. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}
