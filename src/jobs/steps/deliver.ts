import { MediaError, PlatformError, unreachable } from "../../errors.ts";
import type { Clip } from "../../media/clip.ts";
import type { PublishedClip } from "../../platforms/platform.ts";
import { wordsFor } from "../../words.ts";
import { clipNamesOf } from "../clip-of.ts";
import { linkedResultOf, sentResultOf } from "../words/result.ts";
import type { Asset } from "../../providers/provider.ts";
import type { Delivery, JobIn } from "../job.ts";
import { join } from "./join.ts";
import type { Next, StepDeps } from "../next.ts";
import { platformOf, providerOf } from "../next.ts";
import { joining, ready, settling, tooLarge, uploaded } from "../transitions.ts";
import { shortened } from "../words/shortened.ts";

/** How long one fetch, fit or upload may take. */
const STAGE_TIMEOUT = 30 * 60_000;
/** Below this a video is not worth watching: a link is better. In bytes. */
const SMALLEST_FIT = 1_000_000;

/** Brings the finished clip into the thread: to our disk, made to fit, uploaded, published once. */
export async function deliver(
  job: JobIn<"delivering">,
  deps: StepDeps,
  stopping: AbortSignal,
): Promise<Next> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(STAGE_TIMEOUT)]);
  const { delivery } = job;
  switch (delivery.stage) {
    case "fetching":
      return fetch(job, delivery.asset, deps, signal);
    case "joining":
      return join(job, delivery, deps, signal);
    case "uploading":
      return upload(job, delivery, deps, signal);
    case "publishing":
      return publish(job, delivery, deps, signal);
    default:
      return unreachable(delivery);
  }
}

async function fetch(
  job: JobIn<"delivering">,
  asset: Asset,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  const source = await providerOf(job, deps).open(asset, signal);
  const isPiece = job.kin.appendedTo !== undefined;
  const [own, piece] = clipNamesOf(job.id);
  const clip = await deps.clips.save(isPiece ? piece : own, source, signal);
  return { job: isPiece ? joining(job, clip) : ready(job, clip), after: 0 };
}

async function upload(
  job: JobIn<"delivering">,
  { clip, atMost = Infinity }: Extract<Delivery, { stage: "uploading" }>,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  const platform = platformOf(job, deps);
  const limit = Math.min(atMost, await platform.maxUploadBytes(job.card.thread));
  const sent = await fitted(job, clip, limit, deps, signal);
  const shown = await publishedOf(job, sent ?? clip, deps, signal);
  const token = await platform.prepareUpload(
    job.card.thread,
    sent ? shown : (stillOf(shown) ?? shown),
  );
  return { job: uploaded(job, { clip, sent, token }), after: 0 };
}

/** `undefined` when nothing of it fits and a link can stand for it. */
async function fitted(
  { id }: JobIn<"delivering">,
  clip: Clip,
  limit: number,
  { clips, originalUrl }: StepDeps,
  signal: AbortSignal,
): Promise<Clip | undefined> {
  if (clip.bytes <= limit) return clip;
  const canLink = originalUrl(id) !== undefined;
  if (canLink && limit < SMALLEST_FIT) return undefined;
  try {
    return await clips.fit(clip, limit, signal);
  } catch (error) {
    const isHopeless = error instanceof MediaError && error.failure === "cannot-fit";
    if (isHopeless && canLink) return undefined;
    throw error;
  }
}

async function publish(
  job: JobIn<"delivering">,
  { clip, sent, token }: Extract<Delivery, { stage: "publishing" }>,
  deps: StepDeps,
  signal: AbortSignal,
): Promise<Next> {
  const platform = platformOf(job, deps);
  const { thread } = job.card;
  const key = `${job.id}-clip`;
  const around = { hasFiner: await deps.hasFiner(job.guild, job.request) };
  const delivered = (message: string): Next => ({
    job: settling(job, {
      kind: "delivered",
      clip,
      message,
      cost: job.cost,
      operation: job.operation,
    }),
    after: 0,
  });
  if (sent) {
    const shown = await publishedOf(job, sent, deps, signal);
    try {
      const message = sentResultOf(job, clip, sent, around);
      return delivered(await platform.publish(thread, token, shown, message, key));
    } catch (error) {
      const atMost = Math.floor(sent.bytes / 2);
      const isHopeless = atMost < SMALLEST_FIT && deps.originalUrl(job.id) === undefined;
      if (!isTooLarge(error) || isHopeless) throw error;
      return { job: tooLarge(job, { clip, atMost }), after: 0 };
    }
  }
  const message = linkedResultOf(job, clip, deps.originalUrl(job.id), around);
  const still = stillOf(await publishedOf(job, clip, deps, signal));
  try {
    if (still) return delivered(await platform.publish(thread, token, still, message, key));
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  return delivered(await platform.post(thread, message, key));
}

function isTooLarge(error: unknown): boolean {
  return error instanceof PlatformError && error.failure === "too-large";
}

/** The picture of a clip, posted in its place. */
function stillOf(clip: PublishedClip): PublishedClip | undefined {
  const { posterPath: path, fileName } = clip;
  return path === undefined
    ? undefined
    : { ...clip, path, fileName: fileName.replace(/mp4$/, "jpg") };
}

async function publishedOf(
  { id, request, locale, isSpoiler }: JobIn<"delivering">,
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
    alt: wordsFor(locale)("A video of {{count}} seconds: {{prompt}}", {
      count: Math.round(clip.seconds),
      prompt: shortened(request.prompt, 300),
    }),
    isSpoiler,
    posterPath: await clips.poster(clip, signal),
  };
}
