import { z } from "zod";
import { action } from "../src/command.ts";

const NONE = z.object({});

/** What the buttons under cards and videos do. */
export const actions = [
  action({
    name: "cancel",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.cancel(invocation, job),
  }),
  action({
    name: "run",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.confirm(invocation, job, "run"),
  }),
  action({
    name: "cheaper",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.confirm(invocation, job, "cheaper"),
  }),
  action({
    name: "again",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.again(invocation, job, {}),
  }),
  action({
    name: "edit",
    options: z.object({ prompt: z.string().trim().min(1, "say what happens in the video") }),
    run: (job, { prompt }, invocation, { jobs }) => jobs.again(invocation, job, { prompt }),
  }),
  action({
    name: "original",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.original(invocation, job),
  }),
  action({
    name: "delete",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.remove(invocation, job),
  }),
];
