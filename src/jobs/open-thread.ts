import { cardOf } from "./card.ts";
import type { JobIn } from "./job.ts";
import type { Next, StepDeps } from "./next.ts";
import { platformOf } from "./next.ts";
import { accepted } from "./transitions.ts";

const TITLE_LENGTH = 80;

/** Opens the job's thread and posts its card there; called again, it finds both. */
export async function openThread(job: JobIn<"requested">, deps: StepDeps): Promise<Next> {
  const platform = platformOf(job, deps);
  const thread = await platform.openThread(job.place, titleOf(job.request.prompt), job.id);
  const model = deps.modelOf(job.request.model)?.title ?? job.request.model;
  const message = await platform.post(thread, cardOf(job, model), `${job.id}-card`);
  return { job: accepted(job, { thread, message }), after: 0 };
}

function titleOf(prompt: string): string {
  const line = prompt.replaceAll(/\s+/g, " ").trim();
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  if (letters.length <= TITLE_LENGTH) return line;
  return `${letters.slice(0, TITLE_LENGTH - 1).join("")}…`;
}
