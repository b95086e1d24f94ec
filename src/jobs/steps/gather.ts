import type { Micros } from "../../money.ts";
import { sum } from "../../money.ts";
import { spentOn } from "../clip-of.ts";
import type { JobIn } from "../job.ts";
import { isOpen, UNFAILED } from "../job.ts";
import type { Next, StepContext, StepDeps } from "../next.ts";
import { partFailureText } from "../words/part-text.ts";
import type { Piece } from "./piece.ts";
import { piecesOf } from "./piece.ts";
import type { Plan } from "../plan.ts";
import { newPartsOf } from "../plan.ts";
import { gathered, gathering, settling } from "../transitions.ts";

/** A part that moves wakes its whole; this is how often the whole looks all the same, in ms. */
const BETWEEN_LOOKS = 5_000;
/** A comparison of fewer takes compares nothing. */
const FEWEST_TAKES = 2;

/** Lets the parts be made, each by its own job; they were reserved and due together with it. */
export function beginParts(job: JobIn<"accepted">): Next {
  return { job: gathering(job), after: 0 };
}

/** Waits until the clip of each part is on our disk. A part that fails ends the whole after the others. */
export async function gather(
  job: JobIn<"gathering">,
  deps: StepDeps,
  { cancelWish }: StepContext,
): Promise<Next> {
  const { plan } = job;
  if (!plan) return { job: settling(job, { kind: "failed", reason: "" }), after: 0 };
  const pieces = await piecesOf(plan, deps);
  const done = pieces.filter(({ clip }) => clip !== undefined).length;
  const isWaiting = pieces.some((piece) => !piece.clip && piece.job && isOpen(piece.job));
  if (isWaiting) return { job: { ...job, done, ...UNFAILED }, after: BETWEEN_LOOKS };

  const cost = costOfParts(plan, pieces);
  const needed = plan.kind === "film" ? pieces.length : Math.min(FEWEST_TAKES, pieces.length);
  if (done >= needed) return { job: gathered(job, cost), after: 0 };
  if (cancelWish !== undefined) {
    return { job: settling(job, { kind: "cancelled", cost }), after: 0 };
  }
  const reason = partFailureText(job, pieces);
  return { job: settling(job, { kind: "failed", reason, cost }), after: 0 };
}

/** What was made anew for this plan has cost; what was there before was paid before. */
function costOfParts(plan: Plan, pieces: readonly Piece[]): Micros {
  const made = new Set(newPartsOf(plan).map(({ job }) => job));
  return sum(pieces.flatMap(({ job }) => (job && made.has(job.id) ? [spentOn(job)] : [])));
}
