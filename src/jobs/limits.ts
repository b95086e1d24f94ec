import { UserError } from "../errors.ts";
import { NOTHING } from "../money.ts";
import { countJobs } from "../store/jobs.ts";
import type { Database } from "../store/store.ts";
import type { Job } from "./job.ts";
import { newPartsOf } from "./plan.ts";

/** How many jobs may be open at once. */
export interface Limits {
  readonly jobsPerPerson: number;
  readonly jobsPerGuild: number;
}

/** How many storyboards one person may have open: each is a thread. */
const MOST_BOARDS = 10;
/** How many free drafts one person may have in an hour. */
const DRAFTS_PER_HOUR = 60;
const HOUR = 3_600_000;
const OPEN = [
  "requested",
  "accepted",
  "gathering",
  "submitting",
  "unclear",
  "generating",
  "delivering",
];

/** Throws `UserError` when one more job would be too many; called in the transaction that makes it. */
export async function checkLimits(tx: Database, limits: Limits, job: Job): Promise<void> {
  const { guild, createdAt } = job;
  const person = job.person.id;
  const states = job.state === "waiting" ? ["waiting"] : OPEN;
  const own = await countJobs(tx, { states, guild, person, isWhole: true });
  if (own >= limits.jobsPerPerson) {
    throw new UserError(
      job.state === "waiting"
        ? "You already have {{count}} videos waiting for a yes to the price. Answer one of them first."
        : "You already have {{count}} videos in the making. Wait for one, or stop one with /cancel.",
      { count: own },
    );
  }
  const all = await countJobs(tx, { states, guild, isWhole: true });
  if (all >= limits.jobsPerGuild) {
    throw new UserError(
      "There are {{count}} videos in the making here already. Try again when one is done.",
      { count: all },
    );
  }
  const drafts = draftsIn(job);
  if (drafts === 0) return;
  const since = createdAt - HOUR;
  const made = await countJobs(tx, { guild, person, quote: NOTHING, since, isTake: true });
  const left = Math.max(0, DRAFTS_PER_HOUR - made);
  if (drafts <= left) return;
  throw drafts === 1
    ? new UserError("Those were many drafts for one hour. Try again a little later.")
    : new UserError(
        "This takes {{drafts}} drafts, and you have {{left}} left for this hour; try again a little later.",
        { drafts, left },
      );
}

/** How many free drafts a job makes: those among its parts, or itself. */
function draftsIn({ plan, quote }: Job): number {
  if (plan) return newPartsOf(plan).filter((part) => part.quote === NOTHING).length;
  return quote === NOTHING ? 1 : 0;
}

/** Throws `UserError` when one more storyboard would be too many; called like `checkLimits`. */
export async function checkBoards(tx: Database, { guild, person }: Job): Promise<void> {
  const open = await countJobs(tx, { states: ["planning"], guild, person: person.id });
  if (open < MOST_BOARDS) return;
  throw new UserError("You already have {{open}} storyboards open. Close one of them first.", {
    open,
  });
}
