import { z } from "zod";
import { command, completed, picture } from "../src/command.ts";
import { prompt } from "./video.ts";

export const remix = command({
  name: "remix",
  description: "Film a video again with other words; the rest stays as it was",
  opensThread: true,
  options: z.object({
    job: completed(z.string(), "job").describe("Which video"),
    prompt: prompt().describe("What happens in it now"),
    image: picture().optional().describe("Another picture to begin with"),
  }),

  async run({ job, prompt: words }, invocation, { jobs }) {
    return jobs.remix(invocation, job, words);
  },
});
