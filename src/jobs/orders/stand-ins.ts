import type { Catalogue } from "../../providers/catalogue.ts";
import { nearestWish } from "../../providers/catalogue.ts";
import type { Picture, VideoRequest } from "../../providers/provider.ts";
import type { NewPart, Part } from "../plan.ts";
import { liveModel, usualModel } from "./onward.ts";

/** Stands for the last picture of the scene before, which is still to be filmed. */
export const TO_COME: Picture = { file: "", width: 1_280, height: 720, role: "first" };

/** A part as it is filmed now: where its model is gone from all, one from here stands in for it. */
export function withStandIn(part: Part, { all, here }: { all: Catalogue; here: Catalogue }): Part {
  return part.kind === "made" || liveModel(part.request, all) ? part : stoodIn(part, here);
}

function stoodIn(part: NewPart, catalogue: Catalogue): NewPart {
  const { request, continues, label } = part;
  const next = standIn(continues ? { ...request, pictures: [TO_COME] } : request, catalogue);
  return {
    ...part,
    // A take may be called by its model.
    label: label.replace(request.model, next.model),
    request: continues ? { ...next, pictures: [] } : next,
    provider: catalogue.find(next.model).provider,
  };
}

/** A request as the usual model films it, as near as it can. */
export function standIn(request: VideoRequest, catalogue: Catalogue): VideoRequest {
  const model = usualModel(request, catalogue);
  return catalogue.request(nearestWish(request, model), model.id);
}
