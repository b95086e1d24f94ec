import { cardOf } from "./card.ts";
import type { JobIn } from "./job.ts";
import type { Next, StepDeps } from "./next.ts";
import { platformOf } from "./next.ts";
import { closed } from "./transitions.ts";

const ENOUGH_TRIES = 3;

/**
 * Shows the end on the card, then closes; the runner settles the money in the same commit. A card
 * that cannot be edited holds the end up only for a moment.
 */
export async function finish(job: JobIn<"settling">, deps: StepDeps): Promise<Next> {
  if (job.card && job.failures < ENOUGH_TRIES) {
    const model = deps.modelOf(job.request.model)?.title ?? job.request.model;
    const { thread, message } = job.card;
    await platformOf(job, deps).edit(thread, message, cardOf(job, model));
  }
  return { job: closed(job, deps.now()), after: 0 };
}
