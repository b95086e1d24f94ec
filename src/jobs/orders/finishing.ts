import { UserError } from "../../errors.ts";
import type { Guilds } from "../../guilds/guilds.ts";
import type { Invocation, Reply } from "../../platforms/platform.ts";
import { jobByInvocation } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import { createScenes } from "../boards/scenes.ts";
import type { FindJob } from "../find-job.ts";
import type { Job } from "../job.ts";
import { winnerOf } from "../plan.ts";
import { toRecord } from "../records.ts";
import { begun } from "../words/replies.ts";
import { finerScript } from "./finer-script.ts";
import type { Order, createRequestVideo } from "./request-video.ts";

export interface Finishing {
  /**
   * The same request on a better model, after a yes to its price; of a comparison, its winner; of a
   * film, all its scenes.
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

  async function orderOf(job: Job, { guild }: Invocation): Promise<Order | undefined> {
    const catalogue = await guilds.catalogue(guild);
    if (job.plan || job.request.shots) {
      const script = await finerScript(job, { store, catalogue });
      return script && createScenes({ store, catalogue, now }).film(script);
    }
    const request = catalogue.finer(job.request);
    return request && { request, provider: catalogue.find(request.model).provider };
  }

  return {
    async final(invocation, id) {
      const made = await jobByInvocation(store.db, invocation.id);
      if (made) return begun(toRecord(made).job, invocation);
      invocation.checkPlace();
      const job = await winnerIn(await find.video(invocation, id), invocation);
      const order = await orderOf(job, invocation);
      if (!order) {
        throw new UserError(
          "Nothing better than this films here yet. Whoever runs this bot can add a provider.",
        );
      }
      const kin = { origin: { job: job.id, as: "final" as const } };
      const { isSpoiler } = job;
      return begun(
        await requestVideo(invocation, { ...order, kin, isSpoiler, asksFirst: true }),
        invocation,
      );
    },
  };
}
