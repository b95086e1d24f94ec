import type { Button } from "../../platforms/platform.ts";
import type { Words } from "../../words.ts";
import type { Job } from "../job.ts";
import { button } from "./button.ts";
import { shortened } from "./shortened.ts";

const LONGEST_LABEL = 40;

/** A vote for each take of a comparison, and what becomes of the winner; nothing for any other job. */
export function voteButtons(job: Job, say: Words): Button[] {
  if (job.plan?.kind !== "comparison") return [];
  const votes = job.plan.parts.map((part) => {
    const label = say("Vote: {{label}}", { label: shortened(part.label, LONGEST_LABEL) });
    return { ...button(job, "vote", label, "secondary"), job: part.job };
  });
  return [...votes, button(job, "final", say("Finish the winner in HD"), "primary")];
}
