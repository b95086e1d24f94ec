import { nearestWish } from "../../providers/catalogue.ts";
import type { Catalogue, Wish } from "../../providers/catalogue.ts";
import type { Picture, VideoRequest } from "../../providers/provider.ts";
import { clipOf, isPiece } from "../clip-of.ts";
import type { Job } from "../job.ts";
import type { OnwardDeps } from "./onward.ts";
import { extensionOf, films, liveModel, sourceFor, usualModel } from "./onward.ts";
import { refined } from "./refined.ts";

/** A clip of five seconds may be a few pictures longer, in seconds. */
const SLACK = 0.25;
const SEEDS = 2 ** 31;

export interface Changes {
  readonly prompt?: string;
  /** What it begins with now; none leaves it as it was. */
  readonly pictures: readonly Picture[];
}

interface Anew {
  readonly request: VideoRequest;
  /** The video that it is put behind. */
  readonly appendedTo?: string | undefined;
}

/**
 * A video once more, with what is changed about it. All else stays: what it begins with, be it a
 * picture or another video, and what it is put behind, which is `before`.
 * With another picture it takes the shape of that, unless somebody has chosen one.
 * With new words it keeps its seed, so that only these change it; words that only ask for a change
 * are for a model that sees the video, and any other one gets them behind those that were there.
 * Where its model is gone, or no longer films like this, it is filmed as near as can be.
 */
export async function anewOf(
  job: Job,
  changes: Changes,
  { before, ...deps }: OnwardDeps & { readonly before: Job | undefined },
): Promise<Anew> {
  const { catalogue } = deps;
  const { prompt: words, pictures } = changes;
  const seed = words === undefined ? Math.floor(Math.random() * SEEDS) : job.request.seed;
  const { prompt: said } = job.request;
  const prompt = words === undefined ? said : refined(said, words);
  const request = { ...job.request, prompt, seed };
  if (pictures.length > 0) {
    const begun = { ...request, pictures: [...pictures] };
    return { request: nearest(begun, catalogue, job.isShapeOpen ? { aspect: "auto" } : {}) };
  }
  const edit = editOf(job, changes, catalogue);
  if (edit) {
    return {
      request: { ...request, ...edit, prompt: words ?? said, pictures: [], shots: undefined },
    };
  }

  const { appendedTo } = job.kin;
  const live = liveModel(request, catalogue);
  if (request.source && live && films(live, request.mode, request.seconds)) {
    return { request, appendedTo };
  }
  if (request.source && before && before.id === appendedTo) {
    const from = { ...before, request: { ...request, pictures: before.request.pictures } };
    return { request: await extensionOf(from, {}, deps), appendedTo };
  }
  return { request: nearest(request, catalogue), appendedTo };
}

/** Its model changes the finished video itself, as long as that is: so long is what is billed. */
export function editOf(job: Job, { prompt, pictures }: Changes, catalogue: Catalogue) {
  const clip = clipOf(job);
  if (!clip || prompt === undefined || pictures.length > 0) return undefined;
  // What was put together here is known at its provider only in its last piece.
  if (job.kin.appendedTo !== undefined && !isPiece(clip, job)) return undefined;
  const seconds = Math.ceil(clip.seconds - SLACK);
  const source = sourceFor(job, { mode: "edit", seconds }, catalogue);
  return source && { mode: "edit" as const, seconds, source };
}

function nearest(
  request: VideoRequest,
  catalogue: Catalogue,
  open: Pick<Wish, "aspect"> = {},
): VideoRequest {
  const model = liveModel(request, catalogue) ?? usualModel(request, catalogue);
  return catalogue.request({ ...nearestWish(request, model), ...open }, model.id);
}
