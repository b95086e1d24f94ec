import type { Guilds } from "../../guilds/guilds.ts";
import type { Intake } from "../../media/intake.ts";
import type { Montage } from "../../media/montage.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import type { Catalogue, Wish } from "../../providers/catalogue.ts";
import type { Picture } from "../../providers/provider.ts";
import { jobByInvocation } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { wordsFor } from "../../words.ts";
import { extensionsOf } from "../family.ts";
import type { FindJob } from "../find-job.ts";
import { createFromVideo } from "./from-video.ts";
import { leavesShapeOpen } from "./order.ts";
import { takenPictures } from "./pictures.ts";
import { toRecord } from "../records.ts";
import { picturesIn } from "../wordless.ts";
import { begun, withMore, withNewModel } from "../words/replies.ts";
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
  const { store, guilds, requestVideo, intake, find } = deps;
  const from = createFromVideo(deps);

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
      const job = await requestVideo(invocation, wanted);
      const used = new Set(picturesIn(job));
      // Another process has heard the same, and taken pictures of its own in.
      await discard(pictures.filter(({ file }) => !used.has(file)));
      const reply = begun(job, invocation);
      const { insteadOf: before, request } = wanted;
      if (before === undefined) return reply;
      return withNewModel(reply, invocation, { before, model: request.model });
    } catch (error) {
      if (await isUnmade(invocation)) await discard(pictures);
      throw error;
    }
  }

  async function discard(pictures: readonly Picture[]): Promise<void> {
    await Promise.all(pictures.map(({ file }) => intake.discard(file)));
  }

  /** Certain only when the database says so: what failed may be its answer alone. */
  async function isUnmade({ id }: Invocation): Promise<boolean> {
    try {
      return (await jobByInvocation(store.db, id)) === undefined;
    } catch {
      return false;
    }
  }

  return {
    request: (invocation, { model, isSpoiler, ...wish }) =>
      withPictures(invocation, async (pictures) => {
        const here = await guilds.catalogue(invocation.guild);
        const request = here.request({ ...wish, pictures }, model);
        const { provider } = here.find(request.model);
        return { request, provider, isSpoiler, isShapeOpen: leavesShapeOpen(wish) };
      }),

    again: (invocation, id) =>
      withPictures(invocation, async (taken) => {
        const job = await find.video(invocation, id);
        return from.again(job, taken);
      }),

    remix: (invocation, id, prompt) =>
      withPictures(invocation, async (taken) => {
        const job = await find.video(invocation, id);
        return from.remix(job, prompt, taken);
      }),

    async extend(invocation, id, more) {
      const job = await find.video(invocation, id);
      const reply = await withPictures(invocation, (taken) => from.extend(job, more, taken));
      const drifts = (await extensionsOf(job, store)) >= LONGEST_CHAIN;
      if (!drifts) return reply;
      const say = wordsFor(invocation.locale);
      return withMore(
        reply,
        say("It has been filmed on several times: faces and places drift with each time."),
      );
    },
  };
}
