import { createHash } from "node:crypto";
import type { Message } from "../platforms/platform.ts";
import { jobById } from "../store/jobs.ts";
import { cardOf } from "./words/card.ts";
import type { Job } from "./job.ts";
import type { StepDeps } from "./next.ts";
import { platformOf } from "./next.ts";
import { toRecord } from "./records.ts";

/** More than may be open at once: whatever is forgotten is edited again with each poll. */
const REMEMBERED = 20_000;

/** Edits a job's card, only when what it says has changed. A card that cannot be edited is logged. */
export function createCards(deps: Pick<StepDeps, "store" | "platforms" | "modelOf" | "log">) {
  const shown = new Map<string, string>();

  function drawn(job: Job): Message {
    return cardOf(job, deps.modelOf(job.request.model)?.title ?? job.request.model);
  }

  /** As its job stands by now: another worker may have taken it further. */
  async function latestOf(job: Job): Promise<Message> {
    const row = await jobById(deps.store.db, job.id);
    return drawn(row ? toRecord(row).job : job);
  }

  return async function showCard(job: Job): Promise<void> {
    if (!("card" in job) || !job.card) return;
    const message = drawn(job);
    const print = createHash("sha256").update(JSON.stringify(message)).digest("base64url");
    if (shown.get(job.id) === print) return;
    // Before it is there: whatever it says next is compared with this, not with what came before.
    remember(job.id, print);
    try {
      const { thread, message: card } = job.card;
      await platformOf(job, deps).edit(thread, card, message, () => latestOf(job));
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
