import { PlatformError } from "../../errors.ts";
import { cardOf } from "../words/card.ts";
import type { JobIn } from "../job.ts";
import type { Next, StepContext, StepDeps } from "../next.ts";
import { platformOf } from "../next.ts";
import { closed } from "../transitions.ts";
import { discardFiles, isOfGoneGuild, withoutWords } from "../wordless.ts";

const ENOUGH_TRIES = 3;
/** While a platform is away, with backoff: about ten minutes. Only the card waits for it. */
const PATIENT_TRIES = 15;

/**
 * Shows the end on the card, then closes; the runner settles the money in the same commit. A card
 * that cannot be edited holds the end up only for a while. A guild that has gone meanwhile sees
 * none, and nothing is kept of it but the books.
 */
export async function finish(
  job: JobIn<"settling">,
  deps: StepDeps,
  { cancelWish }: Pick<StepContext, "cancelWish">,
): Promise<Next> {
  const isGone = isOfGoneGuild(job, cancelWish);
  try {
    if (!isGone) await showEnd(job, deps);
  } catch (error) {
    const isAway = error instanceof PlatformError && error.failure === "unavailable";
    if (job.failures < (isAway ? PATIENT_TRIES : ENOUGH_TRIES)) throw error;
    deps.log.warn({ err: error, job: job.id, guild: job.guild }, "a card does not show its end");
  }
  const ended = closed(job, deps.now());
  if (!isGone) return { job: ended, after: 0 };
  await discardFiles(job, deps);
  return { job: { ...withoutWords(ended), isDeleted: true }, after: 0 };
}

async function showEnd(job: JobIn<"settling">, deps: StepDeps): Promise<void> {
  const { card, kin, outcome, place } = job;
  const platform = platformOf(job, deps);
  const model = deps.modelOf(job.request.model)?.title ?? job.request.model;
  if (card) return platform.edit(card.thread, card.message, cardOf(job, model));
  // Nobody sees that it was given up; of a part, its whole tells.
  const isUntold = outcome.kind === "failed" || (outcome.kind === "shelved" && outcome.reason);
  return isUntold && !kin.parent ? platform.tell?.(place, cardOf(job, model)) : undefined;
}
