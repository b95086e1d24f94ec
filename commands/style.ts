import { z } from "zod";
import { command, completed, say } from "../src/command.ts";
import { unreachable, UserError } from "../src/errors.ts";
import type { Invocation } from "../src/platforms/platform.ts";
import { wordsFor } from "../src/words.ts";

const SHOWN = 80; // characters

export const style = command({
  name: "style",
  description: "The looks that videos can have here, built in and your own",
  options: z.object({
    action: z
      .enum(["list", "add", "remove"])
      .default("list")
      .describe("List them all, or add or remove one of your own"),
    name: completed(z.string().max(60).optional(), "style").describe(
      "Its name, for add and remove",
    ),
    words: z.string().max(1_000).optional().describe("How it looks, for add"),
  }),

  async run({ action, name = "", words = "" }, invocation, { styles }) {
    const { guild, locale } = invocation;
    const speak = wordsFor(locale);
    switch (action) {
      case "list": {
        const fields = (await styles.all(guild)).map((known) => ({
          name: known.name,
          value: shortened(speak(known.description)),
        }));
        return say(speak("Choose one of these as the style of /video:"), { fields });
      }
      case "add":
        adminsOnly(invocation);
        return speak("Videos can have the style {{name}} from now on.", {
          name: (await styles.add(guild, name, words)).name,
        });
      case "remove":
        adminsOnly(invocation);
        await styles.remove(guild, name);
        return speak("The style {{name}} is gone. Videos that have it keep it.", { name });
      default:
        return unreachable(action);
    }
  },
});

/** A list stays a list. */
export function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}

function adminsOnly({ person }: Invocation): void {
  if (!person.isAdmin) throw new UserError("Only admins can do that.");
}
