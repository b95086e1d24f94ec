import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { isAsPlanned } from "../orders/as-planned.ts";
import type { Board, Scene } from "./board.ts";
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

/**
 * The films that one generation has made of all scenes, or makes, as these are planned now; the newest
 * first. What stands for a single scene stands against them.
 */
export async function wholesOf(board: Board, store: Store): Promise<Job[]> {
  const scenes: Scene[] = [];
  for (const scene of board.scenes) {
    const take = await takeOf(scene, store);
    scenes.push({ ...scene, take: take?.id });
  }
  const films = await jobsOf([board.film, board.earlier], store);
  return films.filter((job) => {
    const isBeingFilmed = isOpen(job) && job.state !== "waiting";
    const isThere = isBeingFilmed || clipOf(job) !== undefined;
    return isThere && !job.plan && isAsPlanned(job, { ...board, scenes });
  });
}

/** The last film that one generation has made, whatever is planned since. */
export async function lastWholeOf(board: Board, store: Store): Promise<Job | undefined> {
  const films = await jobsOf([board.film, board.earlier], store);
  return films.find((job) => !job.plan && clipOf(job));
}

function takesOf({ take, earlier }: Filmed, store: Store): Promise<Job[]> {
  return jobsOf([take, earlier], store);
}

async function jobsOf(ids: readonly (string | undefined)[], { db }: Store): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const id of ids) {
    const row = id === undefined ? undefined : await jobById(db, id);
    if (row) jobs.push(toRecord(row).job);
  }
  return jobs;
}
