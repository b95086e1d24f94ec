import { UserError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { Montage } from "../../media/montage.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import { isDraft, nearestSeconds, nearestWish, secondsFor } from "../../providers/catalogue.ts";
import type { Mode, Model, Picture, VideoRequest } from "../../providers/provider.ts";
import { clipOf } from "../clip-of.ts";
import type { Job } from "../job.ts";
import type { JobOf } from "./shots-of.ts";

// From one video to the next: natively where its model can, else by what every model can.

/** Long enough for a last picture, in ms. */
const FRAME_TIMEOUT = 30_000;

export interface OnwardDeps {
  readonly catalogue: Catalogue;
  readonly montage: Pick<Montage, "lastFrame">;
  /** The pictures that were made for the request, as soon as they are there. */
  readonly taken: Picture[];
  /** Finds a job as it stands by now. */
  readonly jobOf: JobOf;
  readonly now: () => number;
}

/**
 * What is filmed on to a finished video: by its model itself where that can, in that length, else
 * from its last picture. A draft goes on with a drawing of its own: a picture of the last one would
 * carry its words along.
 */
export async function extensionOf(
  job: Job,
  more: { prompt?: string | undefined; seconds?: number | undefined },
  deps: OnwardDeps,
): Promise<VideoRequest> {
  const { catalogue } = deps;
  if (job.isDeleted) throw deleted();
  if (!clipOf(job)) {
    throw new UserError("Only a finished video can go on. Wait until this one is here.");
  }
  const request = { ...job.request, prompt: more.prompt ?? job.request.prompt, shots: undefined };
  const live = liveModel(request, catalogue);
  if (live) {
    const seconds = more.seconds ?? nearestSeconds(request.seconds, live, "extend");
    const source = sourceFor(job, { mode: "extend", seconds }, catalogue);
    if (source) return { ...request, seconds, mode: "extend", pictures: [], source };
  }
  const isDrawn = live !== undefined && isDraft(live);
  const pictures = isDrawn ? request.pictures : [await lastPicture(job, deps)];
  // The same words would be the same drawing.
  const seed = isDrawn ? request.seed + 1 : request.seed;
  const next = { ...request, pictures, seed };
  const isAble = isDrawn || live?.modes.includes("image");
  const model = (isAble && live) || usualModel(next, catalogue, more.seconds);
  const wish = nearestWish(next, model);
  return catalogue.request({ ...wish, seconds: more.seconds ?? wish.seconds }, model.id);
}

/** The finished video as its provider knows it, where its model can go on from there by itself. */
export function sourceFor(
  job: Job,
  { mode, seconds }: { mode: Extract<Mode, "edit" | "extend">; seconds: number },
  catalogue: Catalogue,
): VideoRequest["source"] {
  const model = liveModel(job.request, catalogue);
  if (!model || model.provider !== job.provider || !films(model, mode, seconds)) return undefined;
  const operation = clipOf(job) && operationOf(job);
  return operation && { job: job.id, operation };
}

/** The provider's handle for a finished video, whatever is still to be posted or booked of it. */
function operationOf(job: Job) {
  if (job.state === "delivering") return job.operation;
  if (job.state !== "settling" && job.state !== "closed") return undefined;
  return job.outcome.kind === "delivered" ? job.outcome.operation : undefined;
}

export function films(model: Model, mode: Mode, seconds: number): boolean {
  return model.modes.includes(mode) && secondsFor(model, mode).includes(seconds);
}

/** The model of a request, where it still films. */
export function liveModel({ model }: VideoRequest, catalogue: Catalogue): Model | undefined {
  return catalogue.offered().find(({ id }) => id === model);
}

/** Who films a request whose own model cannot: as one without a model, in about its length. */
export function usualModel(
  { prompt, aspect, style, look, cast, pictures }: VideoRequest,
  catalogue: Catalogue,
  seconds?: number,
): Model {
  return catalogue.modelFor({ prompt, aspect, style, look, cast, pictures, seconds });
}

async function lastPicture(job: Job, { montage, taken, jobOf, now }: OnwardDeps): Promise<Picture> {
  const clip = clipOf(job);
  if (!clip) throw deleted();
  const signal = AbortSignal.timeout(FRAME_TIMEOUT);
  try {
    const frame = await montage.lastFrame(clip, newId(now()), signal);
    const picture = { ...frame, role: "first" as const };
    taken.push(picture);
    return picture;
  } catch (error) {
    // Somebody may delete it in this very moment: it is marked before its file goes.
    const stored = await jobOf(job.id);
    throw stored?.isDeleted ? deleted() : error;
  }
}

function deleted(): UserError {
  return new UserError("This video was deleted.");
}
