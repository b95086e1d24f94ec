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
    form: {
      title: "Edit the prompt",
      label: "The old video stays; this makes a new one.",
      holds: "prompt",
      takesPicture: true,
    },
    options: z.object({ prompt: prompt() }),
    run: (job, { prompt: words }, invocation, { jobs }) => jobs.remix(invocation, job, words),
  }),
  action({
    name: "extend",
    form: {
      title: "What happens next?",
      label: "It goes on where the video ends.",
      holds: "nothing",
      takesPicture: false,
    },
    options: z.object({ prompt: prompt().optional() }),
    run: (job, { prompt: words }, invocation, { jobs }) =>
      jobs.extend(invocation, job, { prompt: words }),
  }),
  action({
    name: "film",
    opensThread: true,
    options: NONE,
    run: async (suggestion, _options, invocation, { jobs, coach }) =>
      jobs.request(invocation, await coach.suggestion(invocation.guild, suggestion)),
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
    name: "scene",
    form: {
      title: "Add a scene",
      label: "One action, one camera move.",
      holds: "nothing",
      takesPicture: true,
    },
    options: z.object({ prompt: prompt() }),
    run: (board, { prompt: words }, invocation, { jobs }) =>
      jobs.addScene(invocation, board, words),
  }),
  action({
    name: "scene-edit",
    form: {
      title: "Edit the scene",
      label: "The next render films it like this.",
      holds: "prompt",
      takesPicture: true,
    },
    options: z.object({ prompt: prompt() }),
    run: (scene, { prompt: words }, invocation, { jobs }) =>
      jobs.editScene(invocation, scene, words),
  }),
  action({
    name: "scene-up",
    options: NONE,
    run: (scene, _options, invocation, { jobs }) => jobs.moveScene(invocation, scene, -1),
  }),
  action({
    name: "scene-down",
    options: NONE,
    run: (scene, _options, invocation, { jobs }) => jobs.moveScene(invocation, scene, 1),
  }),
  action({
    name: "scene-remove",
    options: NONE,
    run: (scene, _options, invocation, { jobs }) => jobs.removeScene(invocation, scene),
  }),
  action({
    name: "scene-film",
    options: NONE,
    run: (scene, _options, invocation, { jobs }) => jobs.filmScene(invocation, scene),
  }),
  action({
    name: "render",
    options: NONE,
    run: (board, _options, invocation, { jobs }) => jobs.render(invocation, board),
  }),
  action({
    name: "original",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.original(invocation, job),
  }),
  action({
    name: "post",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.post(invocation, job),
  }),
  action({
    name: "delete",
    options: NONE,
    run: (job, _options, invocation, { jobs }) => jobs.remove(invocation, job),
  }),
];
