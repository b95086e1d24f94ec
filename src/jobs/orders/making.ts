import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Intake } from "../../media/intake.ts";
import type { Montage } from "../../media/montage.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import type { Catalogue, Wish } from "../../providers/catalogue.ts";
import type { Picture, VideoRequest } from "../../providers/provider.ts";
import { jobById, jobByInvocation } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { wordsFor } from "../../words.ts";
import { extensionsOf } from "../family.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import type { Kin } from "../kin.ts";
import type { Plan } from "../plan.ts";
import { renewed } from "../plan.ts";
import { anewOf } from "./anew.ts";
import { extensionOf } from "./onward.ts";
import { withStandIn } from "./stand-ins.ts";
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
      const wanted = await order(pictures);
      const reply = begun(await requestVideo(invocation, wanted), invocation);
      return wanted.insteadOf === undefined ? reply : withNewModel(reply, wanted, invocation);
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

  /** A video once more, by its own model, else, where that is gone, by another one. */
  async function onceMore(
    invocation: Invocation,
    job: Job,
    as: "again" | "remix",
    { taken, ...changes }: { prompt?: string; pictures: readonly Picture[]; taken: Picture[] },
  ): Promise<Order> {
    const { model } = job.request;
    const around = await aroundOf(invocation, job, taken);
    // One that only the admins here have ruled out is not gone: they are to be heard.
    if (catalogue.offered().some(({ id }) => id === model)) around.catalogue.find(model);
    const { request, appendedTo } = await anewOf(job, changes, around);
    return orderFrom(job, request, { origin: { job: job.id, as }, appendedTo });
  }

  /** A film or a comparison once more; other models stand in for those that are gone. */
  function planAgain(job: Job, before: Plan, here: Catalogue): Order {
    const { provider, isSpoiler } = job;
    const plan = renewed(before, now());
    const parts = plan.parts.map((part) => withStandIn(part, { all: catalogue, here }));
    const kin: Kin = { origin: { job: job.id, as: "again" } };
    const order = { request: job.request, provider, kin, isSpoiler, plan: { ...plan, parts } };
    const at = parts.findIndex((part, index) => part !== plan.parts[index]);
    const [gone, next] = [plan.parts[at], parts[at]];
    if (gone?.kind !== "new" || next?.kind !== "new") return order;
    const request = { ...job.request, model: next.request.model };
    const insteadOf = gone.request.model;
    return { ...order, request, provider: next.provider, insteadOf, asksFirst: true };
  }

  /** What is known around a video that something is made from: `before` is what it is put behind. */
  async function aroundOf({ guild }: Invocation, { kin }: Job, taken: Picture[]) {
    const row = kin.appendedTo === undefined ? undefined : await jobById(store.db, kin.appendedTo);
    const before = row && toRecord(row).job;
    return { catalogue: await guilds.catalogue(guild), montage, taken, now, before };
  }

  /** What is made from a hidden video is hidden too. */
  function orderOf(
    request: VideoRequest,
    kin: Kin,
    { isSpoiler }: Pick<Order, "isSpoiler">,
  ): Order {
    return { request, provider: catalogue.find(request.model).provider, kin, isSpoiler };
  }

  /** With another model than the video it is made from, it asks first. */
  function orderFrom(job: Job, request: VideoRequest, kin: Kin): Order {
    const order = orderOf(request, kin, job);
    const { model } = job.request;
    return model === request.model ? order : { ...order, insteadOf: model, asksFirst: true };
  }

  return {
    request: (invocation, { model, isSpoiler, ...wish }) =>
      withPictures(invocation, async (pictures) => {
        const here = await guilds.catalogue(invocation.guild);
        return orderOf(here.request({ ...wish, pictures }, model), {}, { isSpoiler });
      }),

    again: (invocation, id) =>
      withPictures(invocation, async (taken) => {
        const job = await find.video(invocation, id);
        if (!job.plan) return onceMore(invocation, job, "again", { pictures: [], taken });
        await checkMade(job.plan);
        return planAgain(job, job.plan, await guilds.catalogue(invocation.guild));
      }),

    remix: (invocation, id, prompt) =>
      withPictures(invocation, async (taken) => {
        const job = await find.video(invocation, id);
        if (job.plan) throw new UserError("Change its parts one by one; the whole follows them.");
        return onceMore(invocation, job, "remix", { prompt, pictures: [...taken], taken });
      }),

    async extend(invocation, id, more) {
      const job = await find.video(invocation, id);
      const reply = await withPictures(invocation, async (taken) => {
        const request = await extensionOf(job, more, await aroundOf(invocation, job, taken));
        const kin: Kin = { origin: { job: job.id, as: "extend" }, appendedTo: job.id };
        return orderFrom(job, request, kin);
      });
      const drifts = (await extensionsOf(job, store)) >= LONGEST_CHAIN;
      return drifts ? withWarning(reply, invocation) : reply;
    },
  };
}

function withWarning(reply: Reply, { locale }: Invocation): Reply {
  const say = wordsFor(locale);
  return withMore(
    reply,
    say("It has been filmed on several times: faces and places drift with each time."),
  );
}

function withNewModel(
  reply: Reply,
  { request: { model }, insteadOf = "" }: Order,
  { locale }: Invocation,
): Reply {
  const say = wordsFor(locale);
  return withMore(
    reply,
    say("{{before}} does not film this here now; {{model}} does.", { before: insteadOf, model }),
  );
}

function withMore(reply: Reply, sentence: string): Reply {
  return { ...reply, message: { ...reply.message, text: `${reply.message.text} ${sentence}` } };
}
