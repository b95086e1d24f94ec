import { NOTHING } from "../../money.ts";
import { jobById } from "../../store/jobs.ts";
import { cardOf } from "../words/card.ts";
import type { Card, JobIn } from "../job.ts";
import { isOpen, UNFAILED } from "../job.ts";
import { hostOf } from "../kin.ts";
import type { Next, StepDeps } from "../next.ts";
import { platformOf } from "../next.ts";
import type { Outcome } from "../outcome.ts";
import { toRecord } from "../records.ts";
import { accepted, settling } from "../transitions.ts";
import { shortened } from "../words/shortened.ts";

const TITLE_LENGTH = 80;

const WITHDRAWN: Outcome = { kind: "cancelled", cost: NOTHING };
/** How often a part looks whether the thread of its whole is open, in ms. */
const BETWEEN_LOOKS = 1_000;

/** Opens the job's thread and posts its card there; called again, it finds both. */
export async function openThread(job: JobIn<"requested">, deps: StepDeps): Promise<Next> {
  const thread = await threadFor(job, deps);
  if (thread === "closed") return { job: settling(job, WITHDRAWN), after: 0 };
  if (thread === "not yet") return { job, after: BETWEEN_LOOKS };
  return { job: accepted(job, await postCard(job, thread.id, deps)), after: 0 };
}

/** Asks about the price in the job's thread, and waits there for a yes until it expires. */
export async function askPrice(job: JobIn<"waiting">, deps: StepDeps): Promise<Next> {
  const wait = job.expiresAt - deps.now();
  if (wait <= 0) return { job: settling(job, { kind: "expired" }), after: 0 };
  // A copy, so that its card is shown again: the price may have changed.
  if (job.card) return { job: { ...job, ...UNFAILED }, after: wait };
  const thread = await threadFor(job, deps);
  if (thread === "closed") return { job: settling(job, WITHDRAWN), after: 0 };
  if (thread === "not yet") return { job, after: BETWEEN_LOOKS };
  return { job: { ...job, ...UNFAILED, card: await postCard(job, thread.id, deps) }, after: wait };
}

/** Opens a thread for a storyboard, and posts its card there. */
export async function openBoard(job: JobIn<"planning">, deps: StepDeps): Promise<Card> {
  return postCard(job, await ownThread(job, deps), deps);
}

type Opening = JobIn<"waiting" | "planning" | "requested">;

/** Its own thread, or that of the job that it reports with. */
async function threadFor(
  job: Opening,
  deps: StepDeps,
): Promise<{ readonly id: string } | "not yet" | "closed"> {
  const host = hostOf(job.kin);
  if (host === undefined) return { id: await ownThread(job, deps) };
  const row = await jobById(deps.store.db, host);
  const whole = row && toRecord(row).job;
  if (whole && "card" in whole && whole.card) return { id: whole.card.thread };
  return whole && isOpen(whole) ? "not yet" : "closed";
}

function ownThread(job: Opening, deps: StepDeps): Promise<string> {
  return platformOf(job, deps).openThread(job.place, titleOf(job.request.prompt), job.id);
}

async function postCard(job: Opening, thread: string, deps: StepDeps): Promise<Card> {
  const model = deps.modelOf(job.request.model)?.title ?? job.request.model;
  const message = await platformOf(job, deps).post(thread, cardOf(job, model), `${job.id}-card`);
  return { thread, message };
}

function titleOf(prompt: string): string {
  const line = prompt.replaceAll(/\s+/g, " ").trim();
  return shortened(line, TITLE_LENGTH);
}
