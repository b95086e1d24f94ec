import { MediaError, PlatformError, ProviderError } from "../../errors.ts";
import type { Job } from "../job.ts";

/** How often a step is tried that fails for a reason that may pass. With backoff: most of an hour. */
const PATIENT_TRIES = 60;
/** How often a step is tried that fails for no known reason, or at a broken clip. */
const FEW_TRIES = 4;

/**
 * Whether a step that failed so is tried again. Each patience counts its own errors: what fails in
 * vain for the first time does so as well after an outage as without one.
 */
export function triesLeft({ failures, inVain = 0 }: Job, error: unknown): boolean {
  if (mayPass(error)) return failures < PATIENT_TRIES;
  return !(error instanceof PlatformError) && inVain < FEW_TRIES;
}

/** The same job once its step has failed so. */
export function failedAgain<Failed extends Job>(job: Failed, error: unknown): Failed {
  const { failures, inVain = 0 } = job;
  return { ...job, failures: failures + 1, inVain: mayPass(error) ? inVain : inVain + 1 };
}

/** Whether an error may pass by itself, as an outage does. */
function mayPass(error: unknown): boolean {
  if (error instanceof PlatformError) return error.failure === "unavailable";
  if (error instanceof ProviderError) return error.kind !== "gone";
  if (error instanceof MediaError) return error.failure === "disk-full";
  return isSystemError(error);
}

/** Trouble of this machine that may pass: no more files, a disk that is away. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}
