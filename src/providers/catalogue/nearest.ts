import type { Mode, Model, VideoRequest } from "../provider.ts";
import { secondsFor } from "../request/mode-seconds.ts";
import { modeOf } from "./fit-request.ts";
import type { Wish } from "./fit-request.ts";

/** The wish behind a request, as near as a model can film it: its length, shape and fineness may change. */
export function nearestWish(request: VideoRequest, model: Model): Wish {
  const { prompt, seconds, aspect, resolution, style, look, cast, seed, pictures } = request;
  return {
    prompt,
    style,
    look,
    cast,
    seed,
    pictures,
    seconds: nearestSeconds(seconds, model, modeOf(pictures)),
    aspect: model.aspects.includes(aspect) ? aspect : undefined,
    resolution: model.resolutions.includes(resolution) ? resolution : undefined,
  };
}

/** The length closest to `wished` that a model films in a mode, the longer one of two. In seconds. */
export function nearestSeconds(wished: number, model: Model, mode: Mode): number {
  const distance = (seconds: number) => Math.abs(seconds - wished) - (seconds > wished ? 0.1 : 0);
  const offered = secondsFor(model, mode);
  return offered.toSorted((one, other) => distance(one) - distance(other))[0] ?? wished;
}
