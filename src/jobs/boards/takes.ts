import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import type { Scene } from "./board.ts";
import { clipOf } from "../clip-of.ts";
import type { Job } from "../job.ts";
import { isOpen } from "../job.ts";
import { toRecord } from "../records.ts";

type Filmed = Pick<Scene, "take" | "earlier">;

/**
 * The job that stands for a scene: its newest take that is filmed, or is being filmed. One whose
 * price nobody has accepted yet does not count, nor one that failed or was deleted.
 */
export async function takeOf(scene: Filmed, store: Store): Promise<Job | undefined> {
  for (const job of await takesOf(scene, store)) {
    const isBeingFilmed = isOpen(job) && job.state !== "waiting";
    if (isBeingFilmed || clipOf(job)) return job;
  }
  return undefined;
}

/** Whether a scene can be seen, even while it is filmed once more. */
export async function isFilmed(scene: Filmed, store: Store): Promise<boolean> {
  return (await takesOf(scene, store)).some((job) => clipOf(job) !== undefined);
}

async function takesOf({ take, earlier }: Filmed, { db }: Store): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const id of [take, earlier]) {
    const row = id === undefined ? undefined : await jobById(db, id);
    if (row) jobs.push(toRecord(row).job);
  }
  return jobs;
}
