import { z } from "zod";
import { command, completed } from "../src/command.ts";
import { prompt } from "./video.ts";

export const compare = command({
  name: "compare",
  description: "Film up to four takes side by side, and vote: {noir, anime, clay} fox",
  opensThread: true,
  options: z.object({
    prompt: prompt().describe("Choices in braces make a take each: {noir, anime, clay} fox"),
    with: z
      .string()
      .max(200)
      .optional()
      .describe("Styles or models, one take for each: noir, anime"),
    model: completed(z.string().optional(), "model").describe("Which model films it"),
    seconds: z.coerce.number().int().min(1).max(60).optional().describe("How long each take runs"),
    aspect: z.enum(["16:9", "9:16", "1:1"]).optional().describe("Its shape"),
    style: completed(z.string().max(60).optional(), "style").describe("How it looks"),
  }),

  async run({ with: ways = "", ...wish }, invocation, { jobs }) {
    const list = ways.split(/[,|]/).map((way) => way.trim());
    return jobs.compare(
      invocation,
      wish,
      list.filter((way) => way !== ""),
    );
  },
});
