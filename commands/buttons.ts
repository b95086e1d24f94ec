import { z } from "zod";
import { action } from "../src/command.ts";
import { prompt } from "./video.ts";

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
    run: (job, _options, invocation, { jobs }) => jobs.again(invocation, job),
  }),
  action({
    name: "edit",
    asks: true,
    options: z.object({ prompt: prompt() }),
    run: (job, { prompt: words }, invocation, { jobs }) => jobs.remix(invocation, job, words),
  }),
  action({
    name: "extend",
    asks: true,
    options: z.object({ prompt: prompt().optional() }),
    run: (job, { prompt: words }, invocation, { jobs }) =>
      jobs.extend(invocation, job, { prompt: words }),
  }),
  action({
    name: "final",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.final(invocation, job),
  }),
  action({
    name: "vote",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.vote(invocation, job),
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
