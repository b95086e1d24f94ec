import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import { jobByInvocation } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { wordsFor } from "../../words.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import { winnerOf } from "../plan.ts";
import { toRecord } from "../records.ts";
import { begun, withMore } from "../words/replies.ts";
import { finerOrder } from "./finer-order.ts";
import type { createRequestVideo } from "./request-video.ts";

export interface Finishing {
  /**
   * The same video by a better model, after a yes to its price; of a comparison, its winner. What was
   * put together is filmed from the beginning: all scenes of a film, and all that was filmed on.
   */
  final(invocation: Invocation, id: string): Promise<Reply>;
}

interface FinishingDeps {
  readonly store: Store;
  readonly guilds: Guilds;
  readonly requestVideo: ReturnType<typeof createRequestVideo>;
  readonly find: FindJob;
  readonly now: () => number;
}

export function createFinishing(deps: FinishingDeps): Finishing {
  const { store, guilds, requestVideo, find, now } = deps;

  /** The take that a comparison's people like best; any other job is its own. */
  async function winnerIn(job: Job, invocation: Invocation): Promise<Job> {
    if (job.plan?.kind !== "comparison") return job;
    const winner = winnerOf(job.plan);
    if (winner) return find.any(invocation, winner.job);
    throw new UserError("Nobody has voted yet. Vote for the take that is to be finished.");
  }

  return {
    async final(invocation, id) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job, invocation);
      invocation.checkPlace();
      const job = await winnerIn(await find.video(invocation, id), invocation);
      const catalogue = await guilds.catalogue(invocation.guild);
      const order = await finerOrder(job, { store, catalogue, now });
      if (!order) {
        throw new UserError(
          "Nothing better than this films here yet. Whoever runs this bot can add a provider.",
        );
      }
      const kin = { origin: { job: job.id, as: "final" as const } };
      const { shots, ...anew } = order;
      const { isSpoiler, isShapeOpen } = job;
      const finer = { ...anew, kin, isSpoiler, isShapeOpen, asksFirst: true };
      const reply = begun(await requestVideo(invocation, finer), invocation);
      if (shots === 1) return reply;
      const say = wordsFor(invocation.locale);
      return withMore(reply, say("All {{shots}} parts of it are filmed anew.", { shots }));
    },
  };
}
