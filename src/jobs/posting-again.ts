import { UserError } from "../errors.ts";
import type { Invocation, Platform, Reply } from "../platforms/platform.ts";
import type { Queue } from "../queue/queue.ts";
import { jobById } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { FindJob } from "./find-job.ts";
import { saveRecord, toRecord } from "./records.ts";
import { about, already } from "./words/replies.ts";
import { postedAgain } from "./transitions.ts";

/** What becomes of videos that were made and paid, but could not be posted. */
export interface PostingAgain {
  /** Posts a kept video where this is asked, without another charge. */
  post(invocation: Invocation, id: string): Promise<Reply>;
}

interface PostingAgainDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly find: FindJob;
  readonly now: () => number;
}

export function createPostingAgain(deps: PostingAgainDeps): PostingAgain {
  const { store, queue, platforms, find, now } = deps;

  return {
    async post(invocation, id) {
      const job = await find.own(invocation, id, "moderators");
      if (job.isDeleted) throw new UserError("This video was deleted.");
      if (job.state !== "closed" || job.outcome.kind !== "kept") return already(job, invocation);
      const platform = platforms.get(job.platform);
      if (!platform) throw new UserError("The place where it was asked for is not set up here.");
      invocation.checkPlace();
      // Its own thread may be what could not be posted in.
      const title = job.request.prompt;
      const thread = await platform.openThread(invocation.place, title, `${job.id}-again`);

      return store.transaction(async (tx) => {
        const row = await jobById(tx, job.id);
        const record = row && toRecord(row);
        const next = record && postedAgain(record.job, thread);
        const isSaved = next && (await saveRecord(tx, next, record.revision, now()));
        if (!isSaved) return already(record?.job ?? job, invocation);
        await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
        return about(next, invocation, "On it. It is posted here, and costs nothing more.");
      });
    },
  };
}
