import type { Logger } from "../../log.ts";
import type { Model } from "../provider.ts";
import { endpointOf } from "./endpoint.ts";
import { NAME } from "./failures.ts";

/** The catalogue's models for fal, each with the modes that its family has. */
export function knownModels(catalogue: readonly Model[], log: Logger): Model[] {
  return catalogue
    .filter(({ provider }) => provider === NAME)
    .flatMap((model) => {
      const modes = model.modes.filter((mode) => endpointOf(model, mode) !== undefined);
      if (modes.length < model.modes.length) {
        log.warn({ model: model.id, family: model.family, modes }, "a family lacks a mode");
      }
      return modes.length > 0 ? [{ ...model, modes }] : [];
    });
}
