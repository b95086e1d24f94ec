import { NOTHING } from "../money.ts";
import { jobById } from "../store/jobs.ts";
import { cardOf } from "./card.ts";
import type { Card, JobIn } from "./job.ts";
import { isOpen } from "./job.ts";
import type { Next, StepDeps } from "./next.ts";
import { platformOf } from "./next.ts";
import { toRecord } from "./records.ts";
import { accepted, settling } from "./transitions.ts";

const TITLE_LENGTH = 80;

/** How often a part looks whether the thread of its whole is open, in ms. */
const BETWEEN_LOOKS = 1_000;

/** Opens the job's thread and posts its card there; called again, it finds both. */
export async function openThread(job: JobIn<"requested">, deps: StepDeps): Promise<Next> {
  if (job.kin.parent) return openInThread(job, job.kin.parent.job, deps);
  return { job: accepted(job, await openCard(job, deps)), after: 0 };
}

/** A part of something larger reports in the thread of its whole. */
async function openInThread(
  job: JobIn<"requested">,
  parent: string,
  deps: StepDeps,
): Promise<Next> {
  const row = await jobById(deps.store.db, parent);
  const whole = row && toRecord(row).job;
  const card = whole && "card" in whole ? whole.card : undefined;
  if (card) return { job: accepted(job, await postCard(job, card.thread, deps)), after: 0 };
  if (whole && isOpen(whole)) return { job, after: BETWEEN_LOOKS };
  return { job: settling(job, { kind: "cancelled", cost: NOTHING }), after: 0 };
}

/** Asks about the price in the job's thread, and waits there for a yes until it expires. */
export async function askPrice(job: JobIn<"waiting">, deps: StepDeps): Promise<Next> {
  const wait = job.expiresAt - deps.now();
  if (wait <= 0) return { job: settling(job, { kind: "expired" }), after: 0 };
  // A copy, so that its card is shown again: the price may have changed.
  if (job.card) return { job: { ...job, failures: 0 }, after: wait };
  return { job: { ...job, failures: 0, card: await openCard(job, deps) }, after: wait };
}

/** Opens a thread for a job, and posts its card there. */
export async function openCard(
  job: JobIn<"waiting" | "planning" | "requested">,
  deps: StepDeps,
): Promise<Card> {
  const platform = platformOf(job, deps);
  const thread = await platform.openThread(job.place, titleOf(job.request.prompt), job.id);
  return postCard(job, thread, deps);
}

async function postCard(
  job: JobIn<"waiting" | "planning" | "requested">,
  thread: string,
  deps: StepDeps,
): Promise<Card> {
  const model = deps.modelOf(job.request.model)?.title ?? job.request.model;
  const message = await platformOf(job, deps).post(thread, cardOf(job, model), `${job.id}-card`);
  return { thread, message };
}

function titleOf(prompt: string): string {
  const line = prompt.replaceAll(/\s+/g, " ").trim();
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  if (letters.length <= TITLE_LENGTH) return line;
  return `${letters.slice(0, TITLE_LENGTH - 1).join("")}…`;
}
