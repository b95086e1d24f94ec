import type { Operation } from "../providers/provider.ts";
import type { Queue } from "../queue/queue.ts";
import type { Database } from "../store/store.ts";
import type { Record } from "./records.ts";
import { saveRecord } from "./records.ts";
import { foundLate, generating } from "./transitions.ts";

/**
 * Gives a job the operation that was found for it, whatever became of it meanwhile: unclear or still
 * submitting, it goes on; given up as missing, its video is fetched late. Otherwise it has one.
 */
export async function adopt(
  tx: Database,
  { job, revision }: Record,
  operation: Operation,
  { queue, now }: { queue: Queue; now: () => number },
): Promise<boolean> {
  const isOpen = job.state === "unclear" || job.state === "submitting";
  const next = isOpen ? generating(job, operation) : foundLate(job, operation);
  if (!next || !(await saveRecord(tx, next, revision, now()))) return false;
  await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
  return true;
}
