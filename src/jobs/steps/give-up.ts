import { PlatformError, ProviderError } from "../../errors.ts";
import { sentence } from "../../said.ts";
import { wordsFor } from "../../words.ts";
import { failureText } from "../words/failure-text.ts";
import type { JobIn, OpenJob } from "../job.ts";
import type { Outcome } from "../outcome.ts";
import { mayPass, triesLeft } from "./patience.ts";
import { isGivenUp } from "./poll.ts";
import { missing } from "./reconcile.ts";
import type { StepDeps } from "../next.ts";

/** For how long a lost submission is looked for at a provider that does not answer, in ms. */
const LONGEST_SEARCH = 24 * 3_600_000;
const UNOPENED = sentence("A thread for it could not be opened.");
const UNASKED = sentence("The studio could not be asked for too long.");
const OURS = sentence("Something broke on our side; it is logged.");

/** What becomes of an open job whose step threw. `undefined` means: the same step again, later. */
export function givenUp(job: OpenJob, error: unknown, deps: StepDeps): Outcome | undefined {
  switch (job.state) {
    case "planning":
      // A storyboard outlives an outage of its platform, but not its thread.
      return isPassing(error) || triesLeft(job, error)
        ? undefined
        : { ...unopened(job, error), kind: "shelved" };
    case "waiting":
    case "requested":
      return triesLeft(job, error) ? undefined : unopened(job, error);
    case "accepted":
    case "gathering":
    case "submitting":
      return triesLeft(job, error) ? undefined : failed(job, OURS);
    case "unclear":
      return afterSearch(job, deps);
    case "generating":
      return afterPoll(job, error, deps);
    case "delivering":
      return afterDelivery(job, error);
    default:
      return failed(job, OURS);
  }
}

/** A provider that cannot even be asked is asked for a day. */
function afterSearch(job: JobIn<"unclear">, { now, providers }: StepDeps): Outcome | undefined {
  if (now() - job.since < LONGEST_SEARCH) return undefined;
  return missing(job, providers.get(job.provider));
}

/** A poll is repeated until the model's deadline, unless the provider says that it is in vain. */
function afterPoll(job: JobIn<"generating">, error: unknown, deps: StepDeps): Outcome | undefined {
  if (isGivenUp(job, deps)) return failed(job, UNASKED);
  const isInVain = error instanceof ProviderError && !mayPass(job, error);
  return isInVain && !triesLeft(job, error)
    ? { kind: "failed", reason: failureText(error, job.locale) }
    : undefined;
}

function afterDelivery(job: JobIn<"delivering">, error: unknown): Outcome | undefined {
  const { delivery, cost } = job;
  const say = wordsFor(job.locale);
  if (delivery.stage === "fetching") {
    if (triesLeft(job, error)) return undefined;
    return failed(job, sentence("The video was made, but could not be fetched whole."));
  }
  if (triesLeft(job, error)) return undefined;
  if (delivery.stage === "joining") {
    if (!delivery.piece)
      return { ...failed(job, sentence("The film could not be put together.")), cost };
    const reason = say("It could not be put behind the video before.");
    return { kind: "kept", clip: delivery.piece, cost, reason };
  }
  return {
    kind: "kept",
    clip: delivery.clip,
    cost,
    reason: reasonIn(error, job) ?? say("The video could not be posted here."),
  };
}

function unopened(job: OpenJob, error: unknown): Extract<Outcome, { kind: "failed" }> {
  const reason = reasonIn(error, job);
  return reason === undefined ? failed(job, UNOPENED) : { kind: "failed", reason };
}

/** What a platform says of its own no. */
function reasonIn(error: unknown, { locale }: OpenJob): string | undefined {
  const reason = error instanceof PlatformError ? error.reason : undefined;
  return reason && wordsFor(locale)(reason.sentence, reason.params);
}

/** An outage that passes by itself. */
function isPassing(error: unknown): boolean {
  return error instanceof PlatformError && error.failure === "unavailable";
}

function failed({ locale }: OpenJob, why: string): Extract<Outcome, { kind: "failed" }> {
  return { kind: "failed", reason: wordsFor(locale)(why) };
}
