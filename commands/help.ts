import { z } from "zod";
import { command, say } from "../src/command.ts";
import { wordsFor } from "../src/words.ts";

export const help = command({
  name: "help",
  description: "What you can do here",
  options: z.object({}),

  async run(_options, { person, locale }, { commands }) {
    const words = wordsFor(locale);
    const text = words(
      "Type /video and what should happen in it. A thread opens, and the video comes there.",
    );
    return say(text, {
      fields: commands
        .filter(({ isForAdmins }) => !isForAdmins || person.isAdmin)
        .map(({ name, description }) => ({ name: `/${name}`, value: words(description) })),
    });
  },
});
