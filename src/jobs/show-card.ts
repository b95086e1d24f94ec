import { createHash } from "node:crypto";
import { cardOf } from "./words/card.ts";
import type { Job } from "./job.ts";
import type { StepDeps } from "./next.ts";
import { platformOf } from "./next.ts";

/** More than may be open at once: whatever is forgotten is edited again with each poll. */
const REMEMBERED = 20_000;

/** Edits a job's card, only when what it says has changed. A card that cannot be edited is logged. */
export function createCards(deps: Pick<StepDeps, "platforms" | "modelOf" | "log">) {
  const shown = new Map<string, string>();

  return async function showCard(job: Job): Promise<void> {
    if (!("card" in job) || !job.card) return;
    const message = cardOf(job, deps.modelOf(job.request.model)?.title ?? job.request.model);
    const print = createHash("sha256").update(JSON.stringify(message)).digest("base64url");
    if (shown.get(job.id) === print) return;
    // Before it is there: whatever it says next is compared with this, not with what came before.
    remember(job.id, print);
    try {
      await platformOf(job, deps).edit(job.card.thread, job.card.message, message);
    } catch (error) {
      if (shown.get(job.id) === print) shown.delete(job.id);
      deps.log.warn({ err: error, job: job.id, guild: job.guild }, "a card could not be edited");
    }
  };

  function remember(id: string, print: string): void {
    shown.delete(id);
    shown.set(id, print);
    const [oldest] = shown.keys();
    if (shown.size > REMEMBERED && oldest !== undefined) shown.delete(oldest);
  }
}
