import { UserError } from "../errors.ts";
import type { Check } from "./finding.ts";
import { fine, wrong } from "./finding.ts";

const FROM_OURS = "set MODELS_FILE to a file as models.json is one";

/** Whether the catalogue of models can be opened, as a start does. */
export function modelsCheck(
  file: string | undefined,
  open: (file: string | undefined) => Promise<readonly unknown[]>,
): Check {
  return {
    name: "models",
    async run() {
      try {
        const name = file ?? "models.json";
        const { length } = await open(file);
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
