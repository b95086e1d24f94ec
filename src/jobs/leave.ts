import type { Clips } from "../media/clips.ts";
import type { Intake } from "../media/intake.ts";
import type { Queue } from "../queue/queue.ts";
import { jobById, jobsOfGuild, wishGone } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "./job.ts";
import { isOpen } from "./job.ts";
import type { Record } from "./records.ts";
import { saveRecord, toRecord } from "./records.ts";
import { discardFiles, withoutWords } from "./wordless.ts";

/** More than a guild has had made. */
const MOST = 1_000_000;
const TRIES = 5;

interface LeaveDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly clips: Clips;
  readonly intake: Intake;
  /** Forgets what a guild has made its own: its characters and styles. */
  readonly forgetOwn: (guild: string) => Promise<void>;
  readonly now: () => number;
}

/**
 * Takes leave of a guild that has let us go: what is in the making ends, since nobody there would see
 * it, and what has ended or has not begun loses its words, pictures and clips; what is still in the
 * making loses them at its end. Its characters and styles go too. The books stay: they hold no words.
 */
export function createLeave({ store, queue, clips, intake, forgetOwn, now }: LeaveDeps) {
  async function all(guild: string): Promise<Record[]> {
    const rows = await jobsOfGuild(store.db, { guild, person: undefined, limit: MOST });
    return rows.map((row) => toRecord(row));
  }

  async function end(records: readonly Record[]): Promise<void> {
    await store.transaction(async (tx) => {
      // Each job before any turn, as everybody writes them: nobody waits in a circle.
      for (const { job } of records) await wishGone(tx, job.id, job.guild);
      for (const { job } of records) {
        await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
      }
    });
  }

  async function forget(read: Job): Promise<void> {
    await discardFiles(read, { clips, discardPicture: intake.discard });
    // A storyboard that is being closed moves meanwhile.
    for (let tries = 0; tries < TRIES; tries += 1) {
      const isSaved = await store.transaction(async (tx) => {
        const row = await jobById(tx, read.id);
        if (!row) return true;
        const { job, revision } = toRecord(row);
        return saveRecord(tx, { ...withoutWords(job), isDeleted: true }, revision, now());
      });
      if (isSaved) return;
    }
  }

  return async function leave(guild: string): Promise<void> {
    const records = await all(guild);
    await end(records.filter(({ job }) => isOpen(job)));
    // Once more: some have ended before they could hear of it. The others lose their words at their end.
    for (const { job } of await all(guild)) if (!isOpen(job) || isUnbegun(job)) await forget(job);
    await forgetOwn(guild);
  };
}

/** Nobody films it yet, and nobody will: what it says is not needed any more. */
function isUnbegun({ state }: Job): boolean {
  return state === "planning" || state === "waiting";
}
