import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Intake } from "../../media/intake.ts";
import type { Montage } from "../../media/montage.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import type { Catalogue, Wish } from "../../providers/catalogue.ts";
import type { Picture, VideoRequest } from "../../providers/provider.ts";
import { jobByInvocation } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { wordsFor } from "../../words.ts";
import { extensionsOf } from "../family.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import { isBoard } from "../job.ts";
import type { Kin } from "../kin.ts";
import type { Plan } from "../plan.ts";
import { renewed, winnerOf } from "../plan.ts";
import { againOf, extensionOf, remixOf } from "./onward.ts";
import { takenPictures } from "./pictures.ts";
import { toRecord } from "../records.ts";
import { begun } from "../words/replies.ts";
import { takeOf } from "../boards/takes.ts";
import type { Order, createRequestVideo } from "./request-video.ts";

/** After so many continuations in a row the look has moved away from where it began. */
const LONGEST_CHAIN = 3;

/** What a person may say about a video; pictures come as the invocation's attachments. */
export type VideoWish = Omit<Wish, "pictures"> & {
  readonly model?: string | undefined;
  /** Whether the video is hidden until somebody clicks it. */
  readonly isSpoiler?: boolean | undefined;
};

/** Everything that makes one new video. All of it throws `UserError` in one kind sentence. */
export interface Making {
  request(invocation: Invocation, wish: VideoWish): Promise<Reply>;

  /** The same request once more; always a new job. */
  again(invocation: Invocation, id: string): Promise<Reply>;

  /** The same with another prompt, or with another picture to begin with. */
  remix(invocation: Invocation, id: string, prompt: string): Promise<Reply>;

  /** Films on where a finished video ends; both come as one. */
  extend(
    invocation: Invocation,
    id: string,
    more: { prompt?: string | undefined; seconds?: number | undefined },
  ): Promise<Reply>;

  /** The same request on a better model, after a yes to its price; of a comparison, its winner. */
  final(invocation: Invocation, id: string): Promise<Reply>;
}

export interface MakingDeps {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly guilds: Guilds;
  readonly requestVideo: ReturnType<typeof createRequestVideo>;
  readonly intake: Intake;
  readonly montage: Montage;
  readonly now: () => number;
}

export function createMaking(deps: MakingDeps & { find: FindJob }): Making {
  const { store, catalogue, guilds, requestVideo, intake, montage, find, now } = deps;

  /**
   * Takes pictures in before anything else, and throws them away when nothing was made of them; so
   * with whatever `order` adds to them.
   */
  async function withPictures(
    invocation: Invocation,
    order: (pictures: Picture[]) => Promise<Order>,
  ): Promise<Reply> {
    const made = await jobByInvocation(store.db, invocation.id);
    if (made) return begun(toRecord(made).job, invocation);
    invocation.checkPlace();
    const pictures = await takenPictures(invocation, intake);
    try {
      return begun(await requestVideo(invocation, await order(pictures)), invocation);
    } catch (error) {
      if (await isUnmade(invocation)) {
        await Promise.all(pictures.map(({ file }) => intake.discard(file)));
      }
      throw error;
    }
  }

  /** Certain only when the database says so: what failed may be its answer alone. */
  async function isUnmade({ id }: Invocation): Promise<boolean> {
    try {
      return (await jobByInvocation(store.db, id)) === undefined;
    } catch {
      return false;
    }
  }

  /** Throws `UserError` for a film that would be put together out of what is no longer there. */
  async function checkMade({ parts }: Plan): Promise<void> {
    for (const part of parts) {
      if (part.kind === "new" || (await takeOf({ take: part.job }, store))) continue;
      throw new UserError("A part of this film is no longer there. Render its storyboard instead.");
    }
  }

  async function videoOf(invocation: Invocation, id: string): Promise<Job> {
    const job = await find.any(invocation, id);
    if (!isBoard(job)) return job;
    throw new UserError("A storyboard is filmed from its card: press Render there.");
  }

  /** The take that a comparison's people like best; any other job is its own. */
  async function winnerIn(job: Job, invocation: Invocation): Promise<Job> {
    if (job.plan?.kind !== "comparison") return job;
    const winner = winnerOf(job.plan);
    if (winner) return find.any(invocation, winner.job);
    throw new UserError("Nobody has voted yet. Vote for the take that is to be finished.");
  }

  /** What is made from a hidden video is hidden too. */
  function orderOf(
    request: VideoRequest,
    kin: Kin,
    { isSpoiler }: Pick<Order, "isSpoiler">,
  ): Order {
    return { request, provider: catalogue.find(request.model).provider, kin, isSpoiler };
  }

  return {
    request: (invocation, { model, isSpoiler, ...wish }) =>
      withPictures(invocation, async (pictures) => {
        const here = await guilds.catalogue(invocation.guild);
        return orderOf(here.request({ ...wish, pictures }, model), {}, { isSpoiler });
      }),

    again: (invocation, id) =>
      withPictures(invocation, async () => {
        const job = await videoOf(invocation, id);
        const origin = { job: job.id, as: "again" as const };
        if (job.plan) {
          await checkMade(job.plan);
          return { ...orderOf(job.request, { origin }, job), plan: renewed(job.plan, now()) };
        }
        const { appendedTo } = job.kin;
        return orderOf(againOf(job, catalogue), { origin, appendedTo }, job);
      }),

    remix: (invocation, id, prompt) =>
      withPictures(invocation, async (pictures) => {
        const job = await videoOf(invocation, id);
        if (job.plan) throw new UserError("Change its parts one by one; the whole follows them.");
        const kin: Kin = { origin: { job: job.id, as: "remix" } };
        return orderOf(
          remixOf(job, { prompt, pictures, seed: job.request.seed }, catalogue),
          kin,
          job,
        );
      }),

    async extend(invocation, id, more) {
      const job = await videoOf(invocation, id);
      const reply = await withPictures(invocation, async (taken) => {
        const here = await guilds.catalogue(invocation.guild);
        const request = await extensionOf(job, more, { catalogue: here, montage, taken, now });
        const kin: Kin = { origin: { job: job.id, as: "extend" }, appendedTo: job.id };
        return orderOf(request, kin, job);
      });
      const drifts = (await extensionsOf(job, store)) >= LONGEST_CHAIN;
      return drifts ? withWarning(reply, invocation) : reply;
    },

    final: (invocation, id) =>
      withPictures(invocation, async () => {
        const job = await winnerIn(await videoOf(invocation, id), invocation);
        const kin: Kin = { origin: { job: job.id, as: "final" } };
        const here = await guilds.catalogue(invocation.guild);
        return { ...orderOf(here.finer(job.request), kin, job), asksFirst: true };
      }),
  };
}

function withWarning(reply: Reply, { locale }: Invocation): Reply {
  const warning = wordsFor(locale)(
    "It has been filmed on several times: faces and places drift with each time.",
  );
  return { ...reply, message: { ...reply.message, text: `${reply.message.text} ${warning}` } };
}
