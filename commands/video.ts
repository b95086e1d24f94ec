import { z } from "zod";
import { command, completed, picture } from "../src/command.ts";
import type { Reply } from "../src/platforms/platform.ts";
import { sentence } from "../src/said.ts";
import { wordsFor } from "../src/words.ts";

const LONGEST_PROMPT = 32_000;

/** A prompt, in people's own words. */
export function prompt() {
  return z
    .string()
    .trim()
    .min(1, sentence("say in a few words what happens in the video"))
    .max(LONGEST_PROMPT, sentence("it is longer than {{most}} characters; shorten it"));
}

export const video = command({
  name: "video",
  description: "Make a short video from a prompt, and a picture if you like",
  opensThread: true,
  options: z.object({
    prompt: prompt().describe("What happens in the video"),
    image: picture().optional().describe("A picture to begin with"),
    last: picture().optional().describe("A picture to end with"),
    reference: picture().optional().describe("How somebody or something in it looks"),
    reference2: picture().optional().describe("Another reference"),
    reference3: picture().optional().describe("Another reference"),
    model: completed(z.string().optional(), "model").describe("Which model films it"),
    seconds: z.coerce.number().int().min(1).max(60).optional().describe("How long it runs"),
    aspect: z.enum(["auto", "16:9", "9:16", "1:1"]).optional().describe("Its shape"),
    resolution: z.enum(["720p", "1080p"]).optional().describe("How fine it is"),
    style: completed(z.string().max(60).optional(), "style").describe("How it looks"),
    seed: z.coerce
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .optional()
      .describe("The same seed gives the same draft again"),
    spoiler: z.boolean().optional().describe("Hide it until somebody clicks it"),
  }),

  async run(options, invocation, { jobs, coach }) {
    const { prompt: words, model, seconds, aspect, resolution, style, seed, spoiler } = options;
    const wish = {
      prompt: words,
      model,
      seconds,
      aspect,
      resolution,
      style,
      seed,
      isSpoiler: spoiler,
    };
    const { guild, locale, attachments } = invocation;
    const hasPicture = Object.keys(attachments).length > 0;
    const reply = await jobs.request(invocation, wish);
    const hint = await coach.hint(guild, { ...wish, hasPicture }, wordsFor(locale));
    return withLine(reply, hint);
  },
});

function withLine({ message, ...reply }: Reply, line: string | undefined): Reply {
  if (line === undefined) return { message, ...reply };
  return { ...reply, message: { ...message, text: `${message.text}\n${line}` } };
}
