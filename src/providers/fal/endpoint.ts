import type { Mode, Model } from "../provider.ts";
import { FAMILIES } from "./families.ts";
import type { Task } from "./families.ts";
import type { Given } from "./values.ts";

/** Where a model is asked for one of its modes, and how. */
export interface Endpoint {
  /** fal's id of it, such as `fal-ai/veo3.1/fast/image-to-video`. */
  readonly id: string;
  readonly task: Task;
}

/** Nothing when the model has no such mode, or is of no known family. */
export function endpointOf(model: Model, mode: Mode): Endpoint | undefined {
  const task = FAMILIES[model.family ?? ""]?.[mode];
  if (!task || !model.modes.includes(mode)) return undefined;
  return { id: model.name.replace("*", task.path).replace(/\/$/, ""), task };
}

/** Every endpoint of a model. */
export function endpointsOf(model: Model): string[] {
  const ids = model.modes.flatMap((mode) => endpointOf(model, mode)?.id ?? []);
  return [...new Set(ids)];
}

/** What an endpoint is sent. */
export function inputOf({ input }: Task, given: Given): Record<string, unknown> {
  const fields = Object.entries(input).map(([name, value]) => [name, value(given)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
