import type { Clips } from "../media/clips.ts";
import type { Intake } from "../media/intake.ts";
import type { Queue } from "../queue/queue.ts";
import { jobsOfGuild, wishCancel } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { clipNamesOf } from "./clip-of.ts";
import { isOpen } from "./job.ts";
import type { Record } from "./records.ts";
import { saveRecord, toRecord } from "./records.ts";

/** More than a guild has had made. */
const MOST = 1_000_000;
/** What stands in the place of a prompt that is gone. */
const GONE = "…";

interface LeaveDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly clips: Clips;
  readonly intake: Intake;
  readonly now: () => number;
}

/**
 * Takes leave of a guild that has let us go: what is in the making ends, since nobody there would see
 * it, and what has ended loses its words, pictures and clips. The books stay: they hold no words.
 */
export function createLeave({ store, queue, clips, intake, now }: LeaveDeps) {
  async function end(records: readonly Record[]): Promise<void> {
    await store.transaction(async (tx) => {
      for (const { job } of records) {
        await wishCancel(tx, job.id, job.guild);
        await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
      }
    });
  }

  async function forget({ job, revision }: Record): Promise<void> {
    await Promise.all(clipNamesOf(job.id).map((name) => clips.remove(name)));
    await Promise.all(job.request.pictures.map(({ file }) => intake.discard(file)));
    const request = { ...job.request, prompt: GONE, pictures: [] };
    await store.transaction((tx) => saveRecord(tx, { ...job, request }, revision, now()));
  }

  return async function leave(guild: string): Promise<void> {
    const rows = await jobsOfGuild(store.db, { guild, person: undefined, limit: MOST });
    const records = rows.map((row) => toRecord(row));
    await end(records.filter(({ job }) => isOpen(job)));
    for (const record of records) if (!isOpen(record.job)) await forget(record);
  };
}
