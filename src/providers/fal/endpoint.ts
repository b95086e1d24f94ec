import type { Mode, Model } from "../provider.ts";
import { endpointOf as endpointIn } from "../request/task.ts";
import type { Endpoint } from "../request/task.ts";
import { FAMILIES } from "./families.ts";

/** Where a model of fal's is asked for a mode. Nothing when it has no such mode or no known family. */
export function endpointOf(model: Model, mode: Mode): Endpoint | undefined {
  return endpointIn(model, mode, FAMILIES);
}

/** Every endpoint of a model. */
export function endpointsOf(model: Model): string[] {
  const ids = model.modes.flatMap((mode) => endpointOf(model, mode)?.id ?? []);
  return [...new Set(ids)];
}
