import { z } from "zod";
import { command, completed } from "../src/command.ts";
import { UserError } from "../src/errors.ts";

const MOST_FIRST_SCENES = 12;

export const storyboard = command({
  name: "storyboard",
  description: "Plan a film of several scenes in a thread, then render it as one",
  opensThread: true,
  options: z.object({
    title: z.string().trim().min(1).max(100).describe("What the film is called"),
    scenes: z
      .string()
      .max(6_000)
      .optional()
      .describe("Its first scenes, parted by |: a fox wakes | it runs | it finds the sea"),
    model: completed(z.string().optional(), "model").describe("Which model films it"),
    seconds: z.coerce.number().int().min(1).max(60).optional().describe("How long each scene runs"),
    aspect: z.enum(["16:9", "9:16", "1:1"]).optional().describe("Its shape"),
    style: completed(z.string().max(60).optional(), "style").describe("How it looks"),
    captions: z.boolean().default(false).describe("Write each scene into the picture"),
    cuts: z
      .boolean()
      .default(false)
      .describe("Begin each scene anew, not with the last picture of the one before"),
  }),

  async run({ scenes = "", cuts, ...look }, invocation, { jobs }) {
    const prompts = scenes.split(/[|\n]/).map((prompt) => prompt.trim());
    const first = prompts.filter((prompt) => prompt !== "");
    if (first.length > MOST_FIRST_SCENES) {
      throw new UserError("These are {{given}} scenes; one storyboard holds {{most}}.", {
        given: first.length,
        most: MOST_FIRST_SCENES,
      });
    }
    return jobs.board(invocation, { ...look, flows: !cuts }, first);
  },
});
