import type { Mode, Model } from "../provider.ts";
import { endpointOf as endpointIn } from "../request/task.ts";
import type { Endpoint } from "../request/task.ts";
import { FAMILIES } from "./families.ts";
import { characters } from "./values.ts";

/** Where a model of fal's is asked for a mode. Nothing when it has no such mode or no known family. */
export function endpointOf(model: Model, mode: Mode): Endpoint | undefined {
  const endpoint = endpointIn(model, mode, FAMILIES);
  return endpoint && (model.modes.includes("characters") ? endpoint : withoutCharacters(endpoint));
}

/** Every endpoint of a model. */
export function endpointsOf(model: Model): string[] {
  const ids = model.modes.flatMap((mode) => endpointOf(model, mode)?.id ?? []);
  return [...new Set(ids)];
}

/** A model of a family that knows characters may be one that does not. */
function withoutCharacters({ id, task }: Endpoint): Endpoint {
  const fields = Object.entries(task.input).filter(([, value]) => value !== characters);
  return { id, task: { ...task, input: Object.fromEntries(fields) } };
}
