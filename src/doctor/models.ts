import { UserError } from "../errors.ts";
import { readModels } from "../providers/catalogue.ts";
import type { Check } from "./finding.ts";
import { fine, wrong } from "./finding.ts";

/** Whether the catalogue of models can be read. */
export function modelsCheck(file: string | undefined): Check {
  return {
    name: "models",
    async run() {
      try {
        return [fine(`${file ?? "models.json"} lists ${readModels(file).length} models`)];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const [what = "", ...details] = error.message.split("\n");
        const next = details[0] ?? "set MODELS_FILE to a file as models.json is one";
        return [wrong(what, next)];
      }
    },
  };
}
