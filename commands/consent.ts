import { z } from "zod";
import { command } from "../src/command.ts";
import { unreachable } from "../src/errors.ts";
import { wordsFor } from "../src/words.ts";

export const consent = command({
  name: "consent",
  description: "Who may animate the pictures that you post here, in any channel",
  options: z.object({
    pictures: z
      .enum(["ask", "never", "always"])
      .describe("Ask me each time, never, or always without asking"),
  }),

  async run({ pictures }, invocation, { consents }) {
    const words = wordsFor(invocation.locale);
    await consents.decide(invocation, pictures);
    switch (pictures) {
      case "ask":
        return words("You are asked each time before somebody animates a picture of yours.");
      case "never":
        return words("Nobody but you may animate your pictures here, in any channel.");
      case "always":
        return words("Everybody here may animate your pictures without asking, in every channel.");
      default:
        return unreachable(pictures);
    }
  },
});
