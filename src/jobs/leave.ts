import type { Queue } from "../queue/queue.ts";
import { jobsOfGuild, wishCancel } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { isOpen } from "./job.ts";
import { toRecord } from "./records.ts";

/** More than a guild may have in the making. */
const MOST = 1_000;

interface LeaveDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly now: () => number;
}

/** Ends what is in the making for a guild that has let us go: nobody there would see it. */
export function createLeave({ store, queue, now }: LeaveDeps) {
  return async function leave(guild: string): Promise<void> {
    const rows = await jobsOfGuild(store.db, { guild, person: undefined, limit: MOST });
    const open = rows.map((row) => toRecord(row).job).filter((job) => isOpen(job));
    await store.transaction(async (tx) => {
      for (const { id } of open) {
        await wishCancel(tx, id, guild);
        await queue.schedule(tx, { job: id, guild }, now());
      }
    });
  };
}
