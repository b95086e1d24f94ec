import { unreachable } from "../errors.ts";
import type { Clip } from "../media/clip.ts";
import type { PublishedClip } from "../platforms/platform.ts";
import { resultOf } from "./card.ts";
import type { JobIn } from "./job.ts";
import type { Next, StepDeps } from "./next.ts";
import { platformOf, providerOf } from "./next.ts";
import { fetched, settling, uploaded } from "./transitions.ts";

/** How long one fetch, fit or upload may take. */
const STAGE_TIMEOUT = 30 * 60_000;

/** Brings the finished clip into the thread: to our disk, made to fit, uploaded, published once. */
export async function deliver(
  job: JobIn<"delivering">,
  deps: StepDeps,
  stopping: AbortSignal,
): Promise<Next> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(STAGE_TIMEOUT)]);
  const { delivery } = job;
  switch (delivery.stage) {
    case "fetching": {
      const source = await providerOf(job, deps).open(job.asset, signal);
      const clip = await deps.clips.save(job.id, source, signal);
      return { job: fetched(job, clip), after: 0 };
    }
    case "uploading": {
      const platform = platformOf(job, deps);
      const { clip } = delivery;
      const limit = await platform.maxUploadBytes(job.card.thread);
      const sent = clip.bytes <= limit ? clip : await deps.clips.fit(clip, limit, signal);
      const published = await publishedOf(job, sent, deps, signal);
      const token = await platform.prepareUpload(job.card.thread, published);
      return { job: uploaded(job, { clip, sent, token }), after: 0 };
    }
    case "publishing": {
      const platform = platformOf(job, deps);
      const { clip, sent, token } = delivery;
      const message = await platform.publish(
        job.card.thread,
        token,
        await publishedOf(job, sent, deps, signal),
        resultOf(job),
        `${job.id}-clip`,
      );
      return { job: settling(job, { kind: "delivered", clip, message, cost: job.cost }), after: 0 };
    }
    default:
      return unreachable(delivery);
  }
}

async function publishedOf(
  { id, request }: JobIn<"delivering">,
  clip: Clip,
  { clips }: StepDeps,
  signal: AbortSignal,
): Promise<PublishedClip> {
  return {
    path: clips.pathOf(clip),
    fileName: `rushes-${id}.mp4`,
    bytes: clip.bytes,
    seconds: clip.seconds,
    width: clip.width,
    height: clip.height,
    alt: `A video of ${clip.seconds.toFixed(0)} seconds: ${request.prompt.slice(0, 300)}`,
    posterPath: await clips.poster(clip, signal),
  };
}
