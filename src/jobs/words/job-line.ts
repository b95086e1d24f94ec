import type { Said } from "../../said.ts";
import type { Job } from "../job.ts";
import { shortened } from "./shortened.ts";
import { stateWord } from "./status-text.ts";

const LONGEST_PROMPT = 80;

/** A job in one line of a list. */
export interface JobLine {
  readonly id: string;
  readonly state: Said;
  readonly prompt: string;
  /** It is here, but not in its thread. */
  readonly isKept: boolean;
}

export function lineOf(job: Job): JobLine {
  const isKept = job.state === "closed" && job.outcome.kind === "kept" && !job.isDeleted;
  return {
    id: job.id,
    state: stateWord(job),
    prompt: shortened(job.request.prompt, LONGEST_PROMPT),
    isKept,
  };
}
