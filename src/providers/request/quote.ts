import { UserError } from "../../errors.ts";
import type { Micros } from "../../money.ts";
import type { Model, VideoRequest } from "../provider.ts";
import { frameSize } from "./frame-size.ts";
import { listPrice } from "./list-price.ts";
import { secondsFor } from "./mode-seconds.ts";

/** What a request costs by the list of its models. Throws `UserError` for what none of them films. */
export function quoteByList(request: VideoRequest, models: readonly Model[]): Micros {
  const { model: id, mode, seconds } = request;
  const model = models.find((candidate) => candidate.id === id);
  if (!model?.modes.includes(mode)) {
    throw new UserError("{{model}} is not on offer here now.", { model: id });
  }
  if (!secondsFor(model, mode).includes(seconds)) {
    throw new UserError("{{model}} does not film {{seconds}} seconds.", { model: id, seconds });
  }
  frameSize(request, model);
  return listPrice(request, model);
}
