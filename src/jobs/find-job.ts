import { UserError } from "../errors.ts";
import type { Invocation } from "../platforms/platform.ts";
import { jobById } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "./job.ts";
import { isBoard } from "./job.ts";
import { toRecord } from "./records.ts";

/** Finds the jobs that people name. A name from outside is a claim: it is checked here. */
export interface FindJob {
  /** A job of this guild. */
  any(invocation: Invocation, id: string): Promise<Job>;
  /** The same, but no storyboard. */
  video(invocation: Invocation, id: string): Promise<Job>;
  /** A job that this person has made, or may decide about. */
  own(invocation: Invocation, id: string, others?: "admins" | "moderators"): Promise<Job>;
}

export function createFindJob(store: Store): FindJob {
  async function any({ guild }: Invocation, id: string): Promise<Job> {
    const row = await jobById(store.db, id.trim());
    if (row?.guild === guild) return toRecord(row).job;
    throw new UserError("There is no video “{{id}}” here. /jobs lists yours.", {
      id: id.slice(0, 40),
    });
  }

  return {
    any,

    async video(invocation, id) {
      const job = await any(invocation, id);
      if (!isBoard(job)) return job;
      throw new UserError("A storyboard is filmed from its card: press Render there.");
    },

    async own(invocation, id, others = "admins") {
      const job = await any(invocation, id);
      const { person } = invocation;
      const isAllowed = person.isAdmin || (others === "moderators" && person.isModerator);
      if (job.person.id === person.id || isAllowed) return job;
      const name = job.person.name;
      throw others === "admins"
        ? new UserError("Only {{name}} and admins can do that.", { name })
        : new UserError("Only {{name}} and moderators can do that.", { name });
    },
  };
}
