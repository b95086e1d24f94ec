import { UserError } from "../errors.ts";
import { readModels } from "../providers/catalogue.ts";
import type { Check } from "./finding.ts";
import { fine, wrong } from "./finding.ts";

const FROM_OURS = "set MODELS_FILE to a file as models.json is one";

/** Whether the catalogue of models can be read. */
export function modelsCheck(file: string | undefined): Check {
  return {
    name: "models",
    async run() {
      try {
        const name = file ?? "models.json";
        const { length } = readModels(file);
        if (length === 0) return [wrong(`${name} lists no model, so nobody films`, FROM_OURS)];
        return [fine(`${name} lists ${length} models`)];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const [what = "", ...details] = error.message.split("\n");
        return [wrong(what, details[0] ?? FROM_OURS)];
      }
    },
  };
}
