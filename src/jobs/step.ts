import { unreachable } from "../errors.ts";
import { NOTHING } from "../money.ts";
import { deliver } from "./steps/deliver.ts";
import { finish } from "./steps/finish.ts";
import { gather } from "./steps/gather.ts";
import type { Job, JobIn } from "./job.ts";
import type { Next, StepContext, StepDeps } from "./next.ts";
import { askPrice, openThread } from "./steps/open-thread.ts";
import { plan } from "./steps/planning.ts";
import { poll } from "./steps/poll.ts";
import { reconcile } from "./steps/reconcile.ts";
import { queueUp, submit } from "./steps/submit.ts";
import { settling, unclear } from "./transitions.ts";

export type Step = (job: Job, context: StepContext) => Promise<Next>;

/**
 * The way of a job, one state at a time. A step does one thing and says what comes next; it saves
 * nothing. It may run again after a crash, so each one finds what an earlier run has done.
 */
export function createStep(deps: StepDeps): Step {
  return async function step(job, context) {
    const isWithdrawn = context.cancelWish !== undefined;
    switch (job.state) {
      case "waiting":
        return isWithdrawn ? cancelled(job) : askPrice(job, deps);
      case "planning":
        return plan(job, deps, context);
      case "requested":
        return isWithdrawn ? cancelled(job) : openThread(job, deps);
      case "accepted":
        // Parts that are on their way already end by themselves, and the whole after them.
        return isWithdrawn && !job.plan ? cancelled(job) : queueUp(job, deps, context.signal);
      case "gathering":
        return gather(job, deps, context);
      case "submitting":
        // This worker has committed it and has sent nothing yet.
        if (context.isFresh && isWithdrawn) return cancelled(job);
        // Found here by somebody else: the one who sent it has died, or still waits for the answer.
        return context.isFresh
          ? submit(job, deps, context.signal)
          : { job: unclear(job, deps.now()), after: 0 };
      case "unclear":
        return reconcile(job, deps, context.signal);
      case "generating":
        return poll(job, deps, context);
      case "delivering":
        return deliver(job, deps, context.signal);
      case "settling":
        return finish(job, deps, context);
      case "closed":
        return { job, after: 0 };
      default:
        return unreachable(job);
    }
  };
}

function cancelled(job: JobIn<"waiting" | "requested" | "accepted" | "submitting">): Next {
  return { job: settling(job, { kind: "cancelled", cost: NOTHING }), after: 0 };
}
