import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import type { Job } from "../job.ts";
import { isOpen } from "../job.ts";
import { isAsPlanned } from "../orders/as-planned.ts";
import { toRecord } from "../records.ts";
import type { Scene } from "./board.ts";
import type { BoardJob } from "./boards.ts";

// What is made of a storyboard already, or waits for a yes, so that nobody makes it twice. `live` is the
// storyboard as it is filmed now: a price that waits for another model is none.

export async function filmUnderWay(live: BoardJob, store: Store): Promise<Job | undefined> {
  const film = await openJob(live.board.film, live, store);
  return film && isAsPlanned(film, live.board) ? film : undefined;
}

export function takeUnderWay(
  { take }: Scene,
  live: BoardJob,
  store: Store,
): Promise<Job | undefined> {
  return openJob(take, live, store);
}

async function openJob(id: string | undefined, live: BoardJob, { db }: Store) {
  const row = id === undefined ? undefined : await jobById(db, id);
  const job = row && toRecord(row).job;
  const isOutdated = job?.state === "waiting" && job.request.model !== live.request.model;
  return job && isOpen(job) && !isOutdated ? job : undefined;
}
