import { z } from "zod";
import { command, say } from "../src/command.ts";

export const help = command({
  name: "help",
  description: "What you can do here",
  options: z.object({}),

  async run(_options, { person }, { commands }) {
    return say(
      "Type /video and what should happen in it. A thread opens, and the video comes there.",
      {
        fields: commands
          .filter(({ isForAdmins }) => !isForAdmins || person.isAdmin)
          .map(({ name, description }) => ({ name: `/${name}`, value: description })),
      },
    );
  },
});
