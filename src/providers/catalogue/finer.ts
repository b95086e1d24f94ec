import { listPrice } from "../request/list-price.ts";
import type { Model, Resolution, VideoRequest } from "../provider.ts";
import { fitRequest, fits } from "./fit-request.ts";
import type { Wish } from "./fit-request.ts";
import { nearestWish } from "./nearest.ts";

interface Choice {
  readonly offered: readonly Model[];
  /** The model that films when nobody names one. */
  readonly usual: string | undefined;
  readonly isDraft: (model: Model) => boolean;
}

/**
 * The request as a better model films it, in its finest resolution: with the usual model, else with
 * the next dearer one. Nothing when nothing here is better.
 */
export function finerRequest(request: VideoRequest, choice: Choice): VideoRequest | undefined {
  const { offered, usual } = choice;
  const price = (model: Model) => listPrice(fitRequest(finest(request, model), model), model);
  const [better] = offered
    .filter((model) => isBetter(model, request, choice) && fits(finest(request, model), model))
    .toSorted(
      (one, other) =>
        Number(other.id === usual) - Number(one.id === usual) || price(one) - price(other),
    );
  return better && fitRequest(finest(request, better), better);
}

/** Anything is better than a draft; else what is dearer by the second, or finer from the same model. */
function isBetter(
  model: Model,
  request: VideoRequest,
  { offered, usual, isDraft }: Choice,
): boolean {
  if (isDraft(model)) return false;
  const now = offered.find(({ id }) => id === request.model);
  if (!now || isDraft(now)) return true;
  if (model.id === now.id) return isFinerThan(model, request);
  const rate = listPrice({ seconds: 1, resolution: best(model) }, model);
  const rateNow = listPrice({ seconds: 1, resolution: request.resolution }, now);
  return rate > rateNow || (rate === rateNow && model.id === usual);
}

function finest(request: VideoRequest, model: Model): Wish {
  return { ...nearestWish(request, model), resolution: best(model) };
}

function best({ resolutions }: Model): Resolution {
  return resolutions.includes("1080p") ? "1080p" : (resolutions[0] ?? "720p");
}

function isFinerThan(model: Model, { resolution }: VideoRequest): boolean {
  return best(model) === "1080p" && resolution !== "1080p";
}
