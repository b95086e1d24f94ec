import { UserError } from "../../errors.ts";
import { listPrice } from "../request/list-price.ts";
import type { Model, Resolution, VideoRequest } from "../provider.ts";
import { fitRequest, fits } from "./fit-request.ts";
import type { Wish } from "./fit-request.ts";
import { nearestWish } from "./nearest.ts";

/**
 * The request as a better model films it, in its finest resolution: with the usual model, else with
 * the next dearer one. Throws `UserError` when nothing here is better.
 */
export function finerRequest(
  request: VideoRequest,
  {
    offered,
    usual,
    isDraft,
  }: {
    offered: readonly Model[];
    usual: string | undefined;
    isDraft: (model: Model) => boolean;
  },
): VideoRequest {
  const now = offered.find(({ id }) => id === request.model);
  const price = (model: Model) => listPrice(fitRequest(finest(request, model), model), model);
  const floor = now && !isDraft(now) ? listPrice(request, now) : 0;
  const better = offered
    .filter((model) => !isDraft(model) && fits(finest(request, model), model))
    .filter((model) => model.id === usual || price(model) > floor || floor === 0)
    .toSorted(
      (one, other) =>
        Number(other.id === usual) - Number(one.id === usual) || price(one) - price(other),
    )
    .find((model) => model.id !== request.model || isFinerThan(model, request));
  if (!better) {
    throw new UserError(
      "Nothing better than this films here yet. Whoever runs this bot can add a provider.",
    );
  }
  return fitRequest(finest(request, better), better);
}

function finest(request: VideoRequest, model: Model): Wish {
  return { ...nearestWish(request, model), resolution: best(model) };
}

function best({ resolutions }: Model): Resolution | undefined {
  return resolutions.includes("1080p") ? "1080p" : resolutions[0];
}

function isFinerThan(model: Model, { resolution }: VideoRequest): boolean {
  return best(model) === "1080p" && resolution !== "1080p";
}
