import { MediaError, PlatformError, ProviderError } from "../errors.ts";
import { failureText } from "./failure-text.ts";
import type { JobIn, OpenJob } from "./job.ts";
import type { Outcome } from "./outcome.ts";
import { isGivenUp } from "./poll.ts";
import { missing } from "./reconcile.ts";
import type { StepDeps } from "./next.ts";

/** How often a step is tried that fails for a reason that may pass. With backoff: most of an hour. */
const PATIENT_TRIES = 60;
/** How often a step is tried that fails for no known reason, or at a broken clip. */
const FEW_TRIES = 4;
/** For how long a lost submission is looked for at a provider that does not answer, in ms. */
const LONGEST_SEARCH = 24 * 3_600_000;
const OURS = "Something broke on our side; it is logged.";

/** What becomes of an open job whose step threw. `undefined` means: the same step again, later. */
export function givenUp(job: OpenJob, error: unknown, deps: StepDeps): Outcome | undefined {
  switch (job.state) {
    case "waiting":
    case "requested":
      return triesLeft(job, error) ? undefined : failed("A thread for it could not be opened.");
    case "accepted":
    case "submitting":
      return triesLeft(job, error) ? undefined : failed(OURS);
    case "unclear":
      return afterSearch(job, deps);
    case "generating":
      return afterPoll(job, error, deps);
    case "delivering":
      return afterDelivery(job, error);
    default:
      return failed(OURS);
  }
}

/** A provider that cannot even be asked is asked for a day. */
function afterSearch(job: JobIn<"unclear">, { now, providers }: StepDeps): Outcome | undefined {
  if (now() - job.since < LONGEST_SEARCH) return undefined;
  return missing(job, providers.get(job.provider));
}

/** A poll is repeated until the model's deadline, unless the provider says that it is in vain. */
function afterPoll(job: JobIn<"generating">, error: unknown, deps: StepDeps): Outcome | undefined {
  if (isGivenUp(job, deps)) return failed("The studio could not be asked for too long.");
  const isGone = error instanceof ProviderError && error.kind === "gone";
  return isGone && !triesLeft(job, error) ? failed(failureText(error)) : undefined;
}

function afterDelivery(job: JobIn<"delivering">, error: unknown): Outcome | undefined {
  const { delivery, cost } = job;
  if (delivery.stage === "fetching") {
    if (triesLeft(job, error)) return undefined;
    return failed("The video was made, but could not be fetched whole.");
  }
  if (triesLeft(job, error)) return undefined;
  return { kind: "kept", clip: delivery.clip, cost, reason: "The video could not be posted here." };
}

function triesLeft({ failures }: OpenJob, error: unknown): boolean {
  if (error instanceof PlatformError) {
    return error.failure === "unavailable" && failures < PATIENT_TRIES;
  }
  if (error instanceof ProviderError) {
    return failures < (error.kind === "gone" ? FEW_TRIES : PATIENT_TRIES);
  }
  if (isSystemError(error)) return failures < PATIENT_TRIES;
  if (error instanceof MediaError) {
    return failures < (error.failure === "disk-full" ? PATIENT_TRIES : FEW_TRIES);
  }
  return failures < FEW_TRIES;
}

/** Trouble of this machine that may pass: no more files, a disk that is away. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}

function failed(reason: string): Outcome {
  return { kind: "failed", reason };
}
