import { UserError } from "../errors.ts";
import type { Invocation } from "../platforms/platform.ts";
import { jobById, jobsMadeFrom, jobsOfGuild, jobsOfParent } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "./job.ts";
import { isBoard } from "./job.ts";
import type { Kin } from "./kin.ts";
import type { FindJob } from "./find-job.ts";
import type { JobLine } from "./words/job-line.ts";
import { lineOf } from "./words/job-line.ts";
import { toRecord } from "./records.ts";

/** How far up and down a tree is followed: a chain of remixes may be long. */
const MOST_ANCESTORS = 50;
const MOST_SHOWN = 60;
/** More storyboards in a row than anybody plans without a video between them. */
const LATEST = 25;

/** One video of a family tree. */
export interface Branch extends JobLine {
  /** 0 for the first of all. */
  readonly depth: number;
  /** How it was made from the one above it. */
  readonly as: NonNullable<Kin["origin"]>["as"] | "part" | undefined;
}

type Grown = Pick<Branch, "depth" | "as"> & { readonly job: Job };

/** Where videos come from, and what was made of them. */
export interface Family {
  /**
   * The whole tree that a video hangs on, or else this person's latest one: each above what was made
   * of it; at most sixty.
   */
  tree(invocation: Invocation, id: string | undefined): Promise<Branch[]>;
}

export function createFamily({ store, find }: { store: Store; find: FindJob }): Family {
  async function latestOf({ guild, person }: Invocation): Promise<Job> {
    const rows = await jobsOfGuild(store.db, { guild, person: person.id, limit: LATEST });
    const latest = rows.map((row) => toRecord(row).job).find((job) => !isBoard(job));
    if (latest) return latest;
    throw new UserError("No videos yet. Make one with /video.");
  }

  async function above({ kin }: Job): Promise<Job | undefined> {
    const id = kin.origin?.job ?? kin.parent?.job;
    const row = id === undefined ? undefined : await jobById(store.db, id);
    return row && toRecord(row).job;
  }

  async function below({ job, depth }: Grown): Promise<Grown[]> {
    const parts = await jobsOfParent(store.db, job.id);
    const made = await jobsMadeFrom(store.db, job.id);
    const known = new Set(parts.map(({ id }) => id));
    const children = [...parts, ...made.filter(({ id }) => !known.has(id))].map((row) => {
      const child = toRecord(row).job;
      const as = known.has(child.id) ? ("part" as const) : child.kin.origin?.as;
      return { job: child, depth: depth + 1, as };
    });
    // The parts of a film that was made from a storyboard hang on the film.
    return children.filter(({ job: { kin } }) => !kin.parent || kin.parent.job === job.id);
  }

  return {
    async tree(invocation, id) {
      let root = await (id === undefined ? latestOf(invocation) : find.any(invocation, id));
      for (let ups = 0; ups < MOST_ANCESTORS; ups += 1) {
        const next = await above(root);
        if (!next) break;
        root = next;
      }
      const shown: Branch[] = [];
      const waiting: Grown[] = [{ job: root, depth: 0, as: undefined }];
      for (let next = waiting.pop(); next && shown.length < MOST_SHOWN; next = waiting.pop()) {
        shown.push({ ...lineOf(next.job), depth: next.depth, as: next.as });
        waiting.push(...(await below(next)).toReversed());
      }
      return shown;
    },
  };
}

/** How often in a row a video was filmed on, itself included. */
export async function extensionsOf(job: Job, store: Store): Promise<number> {
  let count = 0;
  for (let next: Job | undefined = job; next?.kin.origin?.as === "extend"; count += 1) {
    const row = await jobById(store.db, next.kin.origin.job);
    if (count >= MOST_ANCESTORS) break;
    next = row && toRecord(row).job;
  }
  return count;
}
