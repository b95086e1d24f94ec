import { z } from "zod";
import { command, say } from "../src/command.ts";
import { wordsFor } from "../src/words.ts";

const SHOWN = 10;

export const jobs = command({
  name: "jobs",
  description: "Your latest videos, and how far they are",
  options: z.object({
    all: z.boolean().optional().describe("Show everybody's videos of this server"),
  }),

  async run({ all = false }, { guild, person, locale }, tools) {
    const words = wordsFor(locale);
    const found = await tools.jobs.list({
      guild,
      person: all ? undefined : person.id,
      limit: SHOWN,
    });
    if (found.length === 0) return words("No videos yet. Make one with /video.");
    return say(words(all ? "The latest videos of this server:" : "Your latest videos:"), {
      fields: found.map(({ id, state, prompt }) => ({
        name: id,
        value: `${words(state.sentence, state.params)} · ${prompt}`,
      })),
    });
  },
});
