import { z } from "zod";
import { command, say } from "../src/command.ts";
import { describeModel } from "../src/providers/catalogue.ts";
import { wordsFor } from "../src/words.ts";

export const models = command({
  name: "models",
  description: "Which models film here, what they can and what they cost",
  options: z.object({}),

  async run(_options, { guild, locale }, { catalogue }) {
    const here = await catalogue(guild);
    const words = wordsFor(locale);
    return say(words("You can film with these:"), {
      fields: here.offered().map((model) => ({
        name: model.id,
        value: describeModel(model, words),
      })),
    });
  },
});
