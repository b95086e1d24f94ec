import type { Catalogue } from "../../providers/catalogue.ts";
import { nearestWish } from "../../providers/catalogue.ts";
import type { Picture } from "../../providers/provider.ts";
import type { NewPart, Part } from "../plan.ts";
import { liveModel, usualModel } from "./onward.ts";

/** Stands for the last picture of the scene before, which is still to be filmed. */
const TO_COME: Picture = { file: "", width: 1_280, height: 720, role: "first" };

/** A part as it is filmed now: where its model is gone from all, one from here stands in for it. */
export function withStandIn(part: Part, { all, here }: { all: Catalogue; here: Catalogue }): Part {
  return part.kind === "made" || liveModel(part.request, all) ? part : stoodIn(part, here);
}

function stoodIn(part: NewPart, catalogue: Catalogue): NewPart {
  const { request, continues, label } = part;
  const wanted = { ...request, pictures: continues ? [TO_COME] : request.pictures };
  const model = usualModel(wanted, catalogue);
  const next = catalogue.request(nearestWish(wanted, model), model.id);
  return {
    ...part,
    // A take may be called by its model.
    label: label.replace(request.model, model.id),
    request: continues ? { ...next, pictures: [] } : next,
    provider: model.provider,
  };
}
