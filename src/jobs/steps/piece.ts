import type { Clip } from "../../media/clip.ts";
import { jobById } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { clipOf } from "../clip-of.ts";
import type { Job } from "../job.ts";
import type { Part, Plan } from "../plan.ts";
import { toRecord } from "../records.ts";

/** A part of a plan, with the job that makes it, or has made it. */
export interface Piece {
  readonly part: Part;
  readonly job: Job | undefined;
  readonly clip: Clip | undefined;
}

/** Every part of a plan, in order, as it stands now. */
export async function piecesOf({ parts }: Plan, { store }: { store: Store }): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const part of parts) {
    const row = await jobById(store.db, part.job);
    const job = row && toRecord(row).job;
    pieces.push({ part, job, clip: job && clipOf(job) });
  }
  return pieces;
}
