import { z } from "zod";
import { command, completed } from "../src/command.ts";
import { prompt } from "./video.ts";

export const extend = command({
  name: "extend",
  description: "Film on where a video ends; both come as one",
  opensThread: true,
  options: z.object({
    job: completed(z.string(), "job").describe("Which video goes on"),
    prompt: prompt().optional().describe("What happens next"),
    seconds: z.coerce.number().int().min(1).max(60).optional().describe("For how long it goes on"),
  }),

  async run({ job, prompt: words, seconds }, invocation, { jobs }) {
    return jobs.extend(invocation, job, { prompt: words, seconds });
  },
});
