import { z } from "zod";
import { command, completed } from "../src/command.ts";

export const cancel = command({
  name: "cancel",
  description: "Stop a video that is being made",
  options: z.object({
    job: completed(z.string().min(1), "open-job").describe("Its id, as /jobs shows it"),
  }),

  run: ({ job }, invocation, { jobs }) => jobs.cancel(invocation, job),
});
