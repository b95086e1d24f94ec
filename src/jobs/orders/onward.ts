import { UserError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { Montage } from "../../media/montage.ts";
import type { Catalogue } from "../../providers/catalogue.ts";
import { nearestSeconds, nearestWish, secondsFor } from "../../providers/catalogue.ts";
import type { Mode, Picture, VideoRequest } from "../../providers/provider.ts";
import { clipOf } from "../clip-of.ts";
import type { Job } from "../job.ts";

// From one video to the next: natively where its model can, else by what every model can.

/** Long enough for a last picture, in ms. */
const FRAME_TIMEOUT = 30_000;
const SEEDS = 2 ** 31;
/** A clip of five seconds may be a few pictures longer, in seconds. */
const SLACK = 0.25;

interface Changes {
  readonly prompt?: string;
  readonly pictures: readonly Picture[];
  /** The same seed changes only what was changed. */
  readonly seed: number | undefined;
}

/**
 * The request of a job as it was, to be filmed once more: what it began with stays, be it a picture,
 * another video or the scenes of a storyboard.
 */
export function againOf(job: Job, catalogue: Catalogue): VideoRequest {
  const { request } = job;
  const isOfOnePart = request.source === undefined && request.shots === undefined;
  if (isOfOnePart) return remixOf(job, { pictures: [], seed: undefined }, catalogue);
  return { ...request, seed: Math.floor(Math.random() * SEEDS) };
}

/** The request of a job once more, with what is changed about it. */
export function remixOf(job: Job, changes: Changes, catalogue: Catalogue): VideoRequest {
  const { request } = job;
  const isNewPrompt = changes.prompt !== undefined && changes.pictures.length === 0;
  const edit = isNewPrompt ? editOf(job, catalogue) : undefined;
  const prompt = changes.prompt ?? request.prompt;
  if (edit) return { ...request, ...edit, prompt, pictures: [], shots: undefined };
  const { model, aspect, resolution, style, look, cast } = request;
  const pictures = changes.pictures.length > 0 ? changes.pictures : request.pictures;
  const seconds = secondsAnew({ ...request, pictures: [...pictures] }, catalogue);
  const kept = { seconds, aspect, resolution, style, look, cast, pictures };
  return catalogue.request({ ...kept, prompt, seed: changes.seed }, model);
}

/** Its model changes the finished video itself, as long as that is: so long is what is billed. */
function editOf(job: Job, catalogue: Catalogue) {
  // What was put together here is known at its provider only in its last piece.
  const isPiece = job.kin.appendedTo !== undefined && job.request.mode !== "extend";
  const source = isPiece ? undefined : sourceFor(job, "edit", catalogue);
  const model = catalogue.offered().find(({ id }) => id === job.request.model);
  const clip = clipOf(job);
  if (!source || !model || !clip) return undefined;
  const seconds = Math.ceil(clip.seconds - SLACK);
  return secondsFor(model, "edit").includes(seconds)
    ? { mode: "edit" as const, seconds, source }
    : undefined;
}

/** What went on from another video may be of a length that is never filmed from the beginning. */
function secondsAnew(request: VideoRequest, catalogue: Catalogue): number | undefined {
  const model = catalogue.offered().find(({ id }) => id === request.model);
  return model && request.source ? nearestWish(request, model).seconds : request.seconds;
}

/**
 * What is filmed on to a finished video. Its last picture is the first of what comes; as soon as that
 * is made, it is among those `taken`.
 */
export async function extensionOf(
  job: Job,
  more: { prompt?: string | undefined; seconds?: number | undefined },
  deps: { catalogue: Catalogue; montage: Montage; taken: Picture[]; now: () => number },
): Promise<VideoRequest> {
  const { catalogue, montage, taken, now } = deps;
  if (job.isDeleted) throw new UserError("This video was deleted.");
  const clip = clipOf(job);
  if (!clip) throw new UserError("Only a finished video can go on. Wait until this one is here.");
  const { request } = job;
  const prompt = more.prompt ?? request.prompt;
  const model = catalogue.offered().find(({ id }) => id === request.model);
  const source = sourceFor(job, "extend", catalogue);
  if (model && source) {
    const seconds = more.seconds ?? nearestSeconds(request.seconds, model, "extend");
    const shots = undefined;
    return { ...request, prompt, seconds, mode: "extend", pictures: [], shots, source };
  }
  const signal = AbortSignal.timeout(FRAME_TIMEOUT);
  const frame = await montage.lastFrame(clip, newId(now()), signal);
  const pictures = [{ ...frame, role: "first" as const }];
  taken.push(...pictures);
  if (!model?.modes.includes("image")) {
    const { style, look, cast, seed, aspect } = request;
    const { seconds } = more;
    return catalogue.request({ prompt, style, look, cast, seed, seconds, pictures, aspect });
  }
  const wish = { ...nearestWish(request, model), prompt, pictures };
  return catalogue.request({ ...wish, seconds: more.seconds ?? wish.seconds }, model.id);
}

/** The finished video as its provider knows it, where its model can go on from there by itself. */
function sourceFor(
  job: Job,
  mode: Extract<Mode, "edit" | "extend">,
  catalogue: Catalogue,
): VideoRequest["source"] {
  const model = catalogue.offered().find(({ id }) => id === job.request.model);
  if (!model?.modes.includes(mode) || model.provider !== job.provider) return undefined;
  if (job.state !== "closed" || job.outcome.kind !== "delivered") return undefined;
  const { operation } = job.outcome;
  return operation && { job: job.id, operation };
}
