import { z } from "zod";
import { command, picture, say } from "../src/command.ts";
import { unreachable, UserError } from "../src/errors.ts";
import { studioIdsInWords } from "../src/guilds/studio-ids.ts";
import { wordsFor } from "../src/words.ts";
import { shortened } from "./style.ts";

export const character = command({
  name: "character",
  description: "Who can be named in prompts as @name, always looking the same",
  options: z.object({
    action: z
      .enum(["list", "add", "remove"])
      .default("list")
      .describe("List them all, or add or remove one"),
    name: z
      .string()
      .max(60)
      .optional()
      .meta({ word: true })
      .describe("How prompts name it, for add and remove"),
    description: z.string().max(2_000).optional().describe("How it looks, for add"),
    picture: picture().optional().describe("How it looks, for models that take references"),
    id: z.string().max(400).optional().describe("Its id at a studio, if it has one: fal:char_123"),
    consent: z
      .boolean()
      .optional()
      .describe("It is a thing, a drawn figure, or somebody who has agreed"),
  }),

  async run(options, invocation, { characters }) {
    const { action, name = "", description = "", id: ids = "", consent = false } = options;
    const { guild, locale, person, attachments } = invocation;
    const speak = wordsFor(locale);
    switch (action) {
      case "list": {
        const all = await characters.all(guild);
        if (all.length === 0) return speak("No characters yet. Add one: /character add");
        return say(speak("Name them in a prompt:"), {
          fields: all.map((known) => ({
            name: `@${known.name}`,
            value: [shortened(known.description), ...studioIdsInWords(known.ids)].join(" · "),
          })),
        });
      }
      case "add": {
        if (!consent) {
          throw new UserError(
            "Characters are things, drawn figures, or people who have agreed to it. If that is so, set consent to yes.",
          );
        }
        const added = await characters.add(guild, {
          name,
          description,
          picture: attachments["picture"],
          ids,
          by: person.id,
        });
        return speak("Prompts can name @{{name}} from now on.", { name: added.name });
      }
      case "remove":
        await characters.remove(guild, name, person);
        return speak("@{{name}} is gone. Videos that were made with it can still be made again.", {
          name: name.replace(/^@/, ""),
        });
      default:
        return unreachable(action);
    }
  },
});
