import { UserError } from "../errors.ts";
import type { Clips } from "../media/clips.ts";
import type { Invocation, Reply } from "../platforms/platform.ts";
import { daysIn } from "../quota/quota.ts";
import { lockName } from "../store/lock.ts";
import { jobById, jobsOfGuild, jobsOfParent, wishCancel } from "../store/jobs.ts";
import type { Comparing, ComparingDeps } from "./orders/comparing.ts";
import { createComparing } from "./orders/comparing.ts";
import type { Deleting } from "./deleting.ts";
import { createDeleting } from "./deleting.ts";
import type { Family } from "./family.ts";
import { createFamily } from "./family.ts";
import { createFindJob } from "./find-job.ts";
import type { JobLine } from "./words/job-line.ts";
import { lineOf } from "./words/job-line.ts";
import { STOPPABLE } from "./job.ts";
import type { Finishing } from "./orders/finishing.ts";
import { createFinishing } from "./orders/finishing.ts";
import type { Making, MakingDeps } from "./orders/making.ts";
import { createMaking } from "./orders/making.ts";
import { toRecord } from "./records.ts";
import type { createConfirm } from "./orders/confirm.ts";
import { about, already, begun } from "./words/replies.ts";
import type { Rendering } from "./boards/render-film.ts";
import { createRendering } from "./boards/render-film.ts";
import type { Planning, PlanningDeps } from "./boards/plan-film.ts";
import { createPlanning } from "./boards/plan-film.ts";
import type { PostingAgain } from "./posting-again.ts";
import { createPostingAgain } from "./posting-again.ts";
import { stateWord } from "./words/status-text.ts";

export type { Branch } from "./family.ts";

/** What people do with jobs. All of it throws `UserError` in one kind sentence. */
export interface Jobs
  extends Family, PostingAgain, Deleting, Making, Finishing, Comparing, Planning, Rendering {
  /** Says yes to the price of a waiting job, or to its cheaper way. */
  confirm(invocation: Invocation, id: string, way: "run" | "cheaper"): Promise<Reply>;

  /** Notes the wish; the job's next step heeds it, and those of its parts. */
  cancel(invocation: Invocation, id: string): Promise<Reply>;

  /** A link to a finished video as it was made, before it was made to fit. */
  original(invocation: Invocation, id: string): Promise<Reply>;

  /** What was asked for in a job of this guild. */
  promptOf(guild: string, id: string): Promise<string | undefined>;

  /** The latest jobs, newest first; `day` is when each was asked for, in the guild's time zone. */
  list(which: {
    guild: string;
    person: string | undefined;
    limit: number;
  }): Promise<(JobLine & { day: number })[]>;
}

type JobsDeps = Omit<MakingDeps & ComparingDeps & PlanningDeps, "find"> & {
  readonly confirm: ReturnType<typeof createConfirm>;
  readonly clips: Clips;
  readonly originalUrl: (job: string) => string | undefined;
};

export function createJobs(deps: JobsDeps): Jobs {
  const { store, queue, platforms, guilds, confirm, clips, originalUrl, now } = deps;
  const find = createFindJob(store);

  return {
    ...createFamily({ store, find }),
    ...createPostingAgain({ store, queue, platforms, find, now }),
    ...createDeleting({ store, queue, platforms, clips, find, now }),
    ...createMaking({ ...deps, find }),
    ...createFinishing({ ...deps, find }),
    ...createComparing({ ...deps, find }),
    ...createPlanning({ ...deps, find }),
    ...createRendering({ ...deps, find }),

    async confirm(invocation, id, way) {
      const job = await find.own(invocation, id);
      if (job.state !== "waiting") return already(job, invocation);
      invocation.checkPlace();
      return begun(await (way === "run" ? confirm.run(job) : confirm.cheaper(job)), invocation);
    },

    async cancel(invocation, id) {
      const job = await find.own(invocation, id);
      const { guild } = job;
      if (!STOPPABLE.includes(job.state)) {
        const state = stateWord(job);
        return about(job, invocation, "It is too late to stop it: it is {{state}}.", { state });
      }
      await store.transaction(async (tx) => {
        // Nobody says yes to it meanwhile: a yes would make parts that know nothing of this.
        await lockName(tx, guild);
        const parts = job.plan ? await jobsOfParent(tx, job.id) : [];
        const all = [job.id, ...parts.map((row) => row.id)];
        // Each job before any turn, as everybody writes them: nobody waits in a circle.
        for (const one of all) await wishCancel(tx, one, invocation.person.id);
        for (const one of all) await queue.schedule(tx, { job: one, guild }, now());
      });
      return about(job, invocation, "Stopping it. Its card says when it has stopped.");
    },

    async original(invocation, id) {
      const job = await find.any(invocation, id);
      if (job.isDeleted) throw new UserError("This video was deleted.");
      const url = originalUrl(job.id);
      if (url === undefined) {
        throw new UserError("Links need an address: whoever runs this bot has to set PUBLIC_URL.");
      }
      const reply = about(job, invocation, "Here it is as it was made. The link holds a week.");
      return { ...reply, message: { ...reply.message, link: { label: "Original", url } } };
    },

    async promptOf(guild, id) {
      const [jobId = "", scene] = id.split(".");
      const row = await jobById(store.db, jobId);
      const job = row?.guild === guild ? toRecord(row).job : undefined;
      if (job?.state !== "planning") return job?.request.prompt;
      return job.board.scenes.find((one) => one.id === scene)?.prompt;
    },

    async list(which) {
      const rows = await jobsOfGuild(store.db, which);
      const { timeZone = "UTC" } = await guilds.settings(which.guild);
      const dayOf = daysIn(timeZone);
      return rows.map((row) => {
        const { job } = toRecord(row);
        return { ...lineOf(job), day: Date.parse(dayOf(job.createdAt)) };
      });
    },
  };
}
