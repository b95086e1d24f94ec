import { UserError } from "../errors.ts";
import type { Clips } from "../media/clips.ts";
import type { Invocation, Platform, Reply } from "../platforms/platform.ts";
import type { Queue } from "../queue/queue.ts";
import { jobById } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { clipNamesOf } from "./clip-of.ts";
import type { FindJob } from "./find-job.ts";
import type { Job } from "./job.ts";
import { saveRecord, toRecord } from "./records.ts";
import { about } from "./words/replies.ts";

export interface Deleting {
  /** Takes a finished video out of its thread and off our disk; nothing is made from it any more. */
  remove(invocation: Invocation, id: string): Promise<Reply>;
}

interface DeletingDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly clips: Clips;
  readonly find: FindJob;
  readonly now: () => number;
}

export function createDeleting(deps: DeletingDeps): Deleting {
  const { store, queue, platforms, clips, find, now } = deps;

  /** Before its file goes, so that nobody finds a clip that is not there. */
  async function mark({ id, guild, kin }: Job): Promise<void> {
    await store.transaction(async (tx) => {
      const row = await jobById(tx, id);
      const { job, revision = 0 } = row ? toRecord(row) : {};
      const isMarked =
        job?.state === "closed" &&
        (await saveRecord(tx, { ...job, isDeleted: true }, revision, now()));
      if (!isMarked) throw new UserError("Please press again.");
      // A storyboard shows which of its scenes are filmed.
      const hosts = [kin.origin?.as === "scene" ? kin.origin.job : undefined, kin.parent?.job];
      for (const host of hosts) if (host) await queue.schedule(tx, { job: host, guild }, now());
    });
  }

  return {
    async remove(invocation, id) {
      const job = await find.own(invocation, id, "moderators");
      if (job.state !== "closed") {
        throw new UserError("It is still in the making. Cancel it first.");
      }
      const { outcome } = job;
      if (outcome.kind === "delivered" && job.card) {
        await platforms.get(job.platform)?.remove(job.card.thread, outcome.message);
      }
      await mark(job);
      await Promise.all(clipNamesOf(job.id).map((name) => clips.remove(name)));
      return about(job, invocation, "Deleted.");
    },
  };
}
