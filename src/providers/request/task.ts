import type { Mode, Model } from "../provider.ts";
import type { Given, Value } from "./values.ts";

/** How one mode of a family of models is asked for. */
export interface Task {
  /** What stands for `*` in the name of a model. */
  readonly path: string;
  /** The fields of the input. */
  readonly input: Readonly<Record<string, Value>>;
}

/** What models have in common that are asked in the same way: data, so that a new one needs no code. */
export type Family = Readonly<Partial<Record<Mode, Task>>>;
export type Families = Readonly<Record<string, Family>>;

/** Where a model is asked for one of its modes, and how. */
export interface Endpoint {
  /** The provider's own name of it, such as `fal-ai/veo3.1/fast/image-to-video`. */
  readonly id: string;
  readonly task: Task;
}

/** Nothing when the model has no such mode, or is of no known family. */
export function endpointOf(model: Model, mode: Mode, families: Families): Endpoint | undefined {
  const task = families[model.family ?? ""]?.[mode];
  if (!task || !model.modes.includes(mode)) return undefined;
  return { id: model.name.replace("*", task.path).replace(/\/$/, ""), task };
}

/** A model with the modes that its family has, and no other. Nothing when there is none. */
export function asItsFamilyCan(model: Model, families: Families): Model | undefined {
  const modes = model.modes.filter((mode) => endpointOf(model, mode, families));
  return modes.length > 0 ? { ...model, modes } : undefined;
}

/** What an endpoint is sent. */
export function inputOf({ input }: Task, given: Given): Record<string, unknown> {
  const fields = Object.entries(input).map(([name, value]) => [name, value(given)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
