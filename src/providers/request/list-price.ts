import { UserError } from "../../errors.ts";
import { micros } from "../../money.ts";
import type { Micros } from "../../money.ts";
import type { Model, VideoRequest } from "../provider.ts";

/** What a request costs by the catalogue. Throws `UserError` where no price is known. */
export function listPrice(
  { seconds, resolution }: Pick<VideoRequest, "seconds" | "resolution">,
  model: Pick<Model, "id" | "pricePerSecond">,
): Micros {
  const perSecond = model.pricePerSecond[resolution];
  if (perSecond === undefined) {
    throw new UserError("Nobody here knows what {{model}} costs in {{resolution}}.", {
      model: model.id,
      resolution,
    });
  }
  return micros(perSecond * seconds);
}
