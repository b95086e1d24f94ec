import { jobsOfGuild } from "../../store/jobs.ts";
import type { Database } from "../../store/store.ts";
import type { VideoRequest } from "../../providers/provider.ts";
import type { Job } from "../job.ts";
import { isOpen } from "../job.ts";
import type { Part } from "../plan.ts";
import { toRecord } from "../records.ts";

/** A second click comes so soon after the first, in ms. */
const DOUBLE_CLICK = 2_000;
/** More than one person begins in that time, with all parts of films. */
const LATEST = 60;

/** What the same person has just begun that is the same, where a button was clicked twice. */
export async function twinOf(tx: Database, job: Job): Promise<Job | undefined> {
  const { guild, person, createdAt } = job;
  const rows = await jobsOfGuild(tx, { guild, person: person.id, limit: LATEST });
  return rows
    .filter(({ created_at: at }) => createdAt - at < DOUBLE_CLICK)
    .map((row) => toRecord(row).job)
    .find((other) => isOpen(other) && wishOf(other) === wishOf(job));
}

/** What tells one wish from another; each is filmed with a seed and with names of its own. */
function wishOf({ kin: { origin, appendedTo, parent }, request, plan }: Job): string {
  const parts = plan && [plan.kind, ...plan.parts.map(partOf)];
  const kin = [origin, appendedTo, parent?.job, parent?.place];
  return JSON.stringify([kin, worded(request), parts]);
}

function partOf(part: Part) {
  return part.kind === "made" ? part.job : [part.label, worded(part.request)];
}

function worded({ pictures, ...request }: VideoRequest) {
  return [{ ...request, seed: 0 }, pictures.map(({ role }) => role)];
}
