import { UserError } from "../errors.ts";
import type { Clips } from "../media/clips.ts";
import type { Intake } from "../media/intake.ts";
import { formatMoney } from "../money.ts";
import type { Invocation, Message, Platform, Reply } from "../platforms/platform.ts";
import type { Catalogue, Wish } from "../providers/catalogue.ts";
import type { Queue } from "../queue/queue.ts";
import { jobById, jobByInvocation, jobsOfGuild, wishCancel } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "./job.ts";
import { isOpen } from "./job.ts";
import { toRecord } from "./records.ts";
import type { createConfirm } from "./confirm.ts";
import type { createRequestVideo } from "./request-video.ts";
import { stateWord } from "./status-text.ts";

/** What a person may say about a video; a picture comes as the invocation's attachment `image`. */
export type VideoWish = Omit<Wish, "pictures"> & { readonly model?: string | undefined };

export interface JobLine {
  readonly id: string;
  readonly state: string;
  readonly prompt: string;
}

/** What people do with jobs. All of it throws `UserError` in one kind sentence. */
export interface Jobs {
  request(invocation: Invocation, wish: VideoWish): Promise<Reply>;

  /** The same request once more, or with another prompt; always a new job. */
  again(invocation: Invocation, id: string, changes: { prompt?: string }): Promise<Reply>;

  /** Says yes to the price of a waiting job, or to its cheaper way. */
  confirm(invocation: Invocation, id: string, way: "run" | "cheaper"): Promise<Reply>;

  /** Notes the wish; the job's next step heeds it. */
  cancel(invocation: Invocation, id: string): Promise<Reply>;

  /** Takes a finished video out of its thread and off our disk. */
  remove(invocation: Invocation, id: string): Promise<Reply>;

  /** A link to a finished video as it was made, before it was made to fit. */
  original(invocation: Invocation, id: string): Promise<Reply>;

  /** What was asked for in a job of this guild. */
  promptOf(guild: string, id: string): Promise<string | undefined>;

  /** The latest jobs, newest first. */
  list(which: { guild: string; person: string | undefined; limit: number }): Promise<JobLine[]>;
}

interface JobsDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly catalogue: Catalogue;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly requestVideo: ReturnType<typeof createRequestVideo>;
  readonly confirm: ReturnType<typeof createConfirm>;
  readonly intake: Intake;
  readonly clips: Clips;
  readonly originalUrl: (job: string) => string | undefined;
  readonly now: () => number;
}

export function createJobs(deps: JobsDeps): Jobs {
  const {
    store,
    queue,
    catalogue,
    platforms,
    requestVideo,
    confirm,
    intake,
    clips,
    originalUrl,
    now,
  } = deps;

  async function start(invocation: Invocation, wish: Wish, model?: string): Promise<Reply> {
    invocation.checkPlace();
    const request = catalogue.request(wish, model);
    const provider = catalogue.providerOf(catalogue.find(request.model).provider);
    return begun(await requestVideo(invocation, request, provider));
  }

  async function picturesOf({ attachments }: Invocation): Promise<Wish["pictures"]> {
    const image = attachments["image"];
    return image ? [{ ...(await intake.take(image)), role: "first" }] : [];
  }

  /** The job that a button or an option names, if this person may see it. */
  async function find({ guild }: Invocation, id: string): Promise<Job> {
    const row = await jobById(store.db, id.trim());
    if (row?.guild === guild) return toRecord(row).job;
    throw new UserError(`There is no video "${id}" here. /jobs lists yours.`);
  }

  async function findOwn(
    invocation: Invocation,
    id: string,
    others: "admins" | "moderators" = "admins",
  ): Promise<Job> {
    const job = await find(invocation, id);
    const { person } = invocation;
    const isAllowed = person.isAdmin || (others === "moderators" && person.isModerator);
    if (job.person.id === person.id || isAllowed) return job;
    throw new UserError(`Only ${job.person.name} and this server's ${others} can do that.`);
  }

  return {
    async request(invocation, wish) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job);
      invocation.checkPlace();
      const { model, ...rest } = wish;
      const pictures = await picturesOf(invocation);
      try {
        return await start(invocation, { ...rest, pictures }, model);
      } catch (error) {
        await Promise.all(pictures.map(({ file }) => intake.discard(file)));
        throw error;
      }
    },

    async again(invocation, id, { prompt }) {
      const { request } = await find(invocation, id);
      const { prompt: before, seed, model, seconds, aspect, resolution, style } = request;
      const given = await picturesOf(invocation);
      const pictures = given.length > 0 ? given : request.pictures;
      const kept = { seconds, aspect, resolution, style, pictures };
      // A new prompt keeps the seed, so that only what was changed changes.
      const changed = prompt === undefined ? { prompt: before } : { prompt, seed };
      return start(invocation, { ...kept, ...changed }, model);
    },

    async confirm(invocation, id, way) {
      const job = await findOwn(invocation, id);
      if (job.state !== "waiting") return about(job, alreadyText(job));
      return begun(await (way === "run" ? confirm.run(job) : confirm.cheaper(job)));
    },

    async cancel(invocation, id) {
      const job = await findOwn(invocation, id);
      if (!isOpen(job) || job.state === "delivering") {
        return about(job, `It is too late to stop it: it is ${stateWord(job)}.`);
      }
      await store.transaction(async (tx) => {
        await wishCancel(tx, job.id, invocation.person.id);
        await queue.schedule(tx, { job: job.id, guild: job.guild }, now());
      });
      return about(job, "Stopping it. Its card says when it has stopped.");
    },

    async remove(invocation, id) {
      const job = await findOwn(invocation, id, "moderators");
      if (job.state !== "closed")
        throw new UserError("It is still in the making. Cancel it first.");
      const { outcome } = job;
      if (outcome.kind === "delivered" && job.card) {
        await platforms.get(job.platform)?.remove(job.card.thread, outcome.message);
      }
      await clips.remove(job.id);
      return about(job, "Deleted.");
    },

    async original(invocation, id) {
      const job = await find(invocation, id);
      const url = originalUrl(job.id);
      if (url === undefined) {
        throw new UserError("Links need an address: whoever runs this bot has to set PUBLIC_URL.");
      }
      const { message, job: named } = about(
        job,
        "Here it is as it was made. The link holds a week.",
      );
      return { message: { ...message, link: { label: "Original", url } }, job: named };
    },

    async promptOf(guild, id) {
      const row = await jobById(store.db, id);
      return row?.guild === guild ? toRecord(row).job.request.prompt : undefined;
    },

    async list(which) {
      const rows = await jobsOfGuild(store.db, which);
      return rows.map((row) => {
        const { job } = toRecord(row);
        return { id: job.id, state: stateWord(job), prompt: shortened(job.request.prompt) };
      });
    },
  };
}

function begun(job: Job): Reply {
  if (job.state === "waiting") {
    return about(job, `This costs up to ${formatMoney(job.quote)}. Say yes to it in the thread.`);
  }
  return about(job, "On it. The video comes in the thread.");
}

function alreadyText(job: Job): string {
  return isOpen(job) ? "It is on its way already." : `It has ended: ${stateWord(job)}.`;
}

function about({ id, state }: Job, text: string): Reply {
  const message: Message = { kind: "text", tone: "neutral", text };
  return { message, job: { id, state } };
}

function shortened(prompt: string): string {
  return prompt.length > 80 ? `${prompt.slice(0, 79)}…` : prompt;
}
