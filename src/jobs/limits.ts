import { UserError } from "../errors.ts";
import type { Micros } from "../money.ts";
import { NOTHING } from "../money.ts";
import { countJobs } from "../store/jobs.ts";
import type { Database } from "../store/store.ts";

/** How many jobs may be open at once, and how many free drafts one person may have in an hour. */
export interface Limits {
  readonly jobsPerPerson: number;
  readonly jobsPerGuild: number;
}

const DRAFTS_PER_HOUR = 60;
const HOUR = 3_600_000;
const OPEN = ["requested", "accepted", "submitting", "unclear", "generating", "delivering"];

/** Throws `UserError` when one more job would be too many; called in the transaction that makes it. */
export async function checkLimits(
  tx: Database,
  limits: Limits,
  job: { guild: string; person: string; quote: Micros; now: number },
): Promise<void> {
  const { guild, person, quote, now } = job;
  const own = await countJobs(tx, { states: OPEN, guild, person });
  if (own >= limits.jobsPerPerson) {
    throw new UserError(
      `You already have ${own} videos in the making. Wait for one, or stop one with /cancel.`,
    );
  }
  const all = await countJobs(tx, { states: OPEN, guild });
  if (all >= limits.jobsPerGuild) {
    throw new UserError(
      `This server already has ${all} videos in the making. Try again when one is done.`,
    );
  }
  if (quote !== NOTHING) return;
  const drafts = await countJobs(tx, { guild, person, quote: NOTHING, since: now - HOUR });
  if (drafts >= DRAFTS_PER_HOUR) {
    throw new UserError("That were many drafts for one hour. Try again a little later.");
  }
}
