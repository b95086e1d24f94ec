import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Form, Front, Invocation, Message, Platform } from "../../src/platforms/platform.ts";

const EDITING: Form = {
  title: "Edit the prompt",
  label: "This makes a new one.",
  holds: "prompt",
  takesPicture: true,
};

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

export const CLIP = {
  path: fixture("dusk.mp4"),
  fileName: "dusk.mp4",
  seconds: 3,
  width: 640,
  height: 360,
};

interface FakeJob {
  readonly id: string;
  readonly prompt: string;
  readonly thread: string;
  readonly card: string;
  state: string;
}

const commands: Front["commands"] = [
  {
    name: "video",
    description: "Make a short video from a prompt, and a picture if you like",
    isForAdmins: false,
    opensThread: true,
    options: z.object({
      prompt: z.string().min(1).max(2_000).describe("What happens in the video"),
      image: z.string().optional().describe("A picture to begin with").meta({ picture: true }),
      model: z.string().optional().describe("Which model films it").meta({ complete: "model" }),
      seconds: z.coerce.number().int().min(1).max(20).default(4).describe("How long it runs"),
      aspect: z.enum(["16:9", "9:16", "1:1"]).default("16:9").describe("Its shape"),
      style: z.string().max(60).optional().describe("How it looks").meta({ complete: "style" }),
      seed: z.int().min(0).optional().describe("The same seed gives the same draft again"),
      spoiler: z.boolean().default(false).describe("Hide it until somebody clicks"),
    }),
  },
  {
    name: "jobs",
    description: "What is running, and what was made lately",
    isForAdmins: false,
    opensThread: false,
    options: z.object({}),
  },
  {
    name: "cancel",
    description: "Stop a video that is still being made",
    isForAdmins: false,
    opensThread: false,
    options: z.object({ job: z.string().describe("Which video").meta({ complete: "job" }) }),
  },
  {
    name: "usage",
    description: "What was spent on which day, as a chart",
    isForAdmins: false,
    opensThread: false,
    options: z.object({
      by: z.enum(["person", "model"]).default("person").describe("Whose or which: the colours"),
    }),
  },
  {
    name: "models",
    description: "What can film, how long and for how much",
    isForAdmins: false,
    opensThread: false,
    options: z.object({}),
  },
  {
    name: "break",
    description: "Fails in a way that nobody expected",
    isForAdmins: false,
    opensThread: false,
    options: z.object({}),
  },
];

const ON_IT: Message = { kind: "text", tone: "neutral", text: "On it." };

const PRICED: Partial<Message> = {
  tone: "neutral",
  text: "This costs up to $0.80; $8.00 of the budget would be left.",
  buttons: [
    { action: "run", label: "Run", job: "job1", look: "primary" },
    { action: "cancel", label: "Cancel", job: "job1", look: "secondary" },
  ],
};

/** A bot that does only what a test tells it: jobs stand still until `film`, `finish` or `fail`. */
export function createFakeFront(platform: () => Platform) {
  const jobs = new Map<string, FakeJob>();
  const jobOfInvocation = new Map<string, string>();
  const invocations: Invocation[] = [];
  const pictures: Buffer[] = [];

  function cardOf(job: Pick<FakeJob, "id" | "prompt">, more: Partial<Message>): Message {
    return {
      kind: "card",
      tone: "working",
      text: "In line…",
      quote: job.prompt,
      fields: [
        { name: "Model", value: "Animatic draft" },
        { name: "Length", value: "4 s" },
        { name: "Shape", value: "16:9, 720p" },
      ],
      buttons: [{ action: "cancel", label: "Cancel", job: job.id, look: "danger" }],
      ...more,
    };
  }

  async function begin(
    invocation: Invocation,
    prompt: string,
    first: Partial<Message> = {},
  ): Promise<FakeJob> {
    const id = `job${jobs.size + 1}`;
    const found = jobs.get(jobOfInvocation.get(invocation.id) ?? "");
    if (found) return found;
    const thread = await platform().openThread(invocation.place, prompt.slice(0, 80), id);
    const card = await platform().post(thread, cardOf({ id, prompt }, first), `${id}-card`);
    const state = first.buttons ? "waiting" : "accepted";
    const job = { id, prompt, thread, card, state };
    jobs.set(id, job);
    jobOfInvocation.set(invocation.id, id);
    return job;
  }

  async function end(id: string, state: string, more: Partial<Message>): Promise<FakeJob> {
    const job = jobs.get(id);
    if (!job) throw new Error(`no job ${id}`);
    job.state = state;
    await platform().edit(job.thread, job.card, cardOf(job, { buttons: [], ...more }));
    return job;
  }

  async function run(invocation: Invocation): Promise<void> {
    const { ask } = invocation;
    const say = (text: string, more: Partial<Message> = {}) =>
      invocation.reply({ message: { kind: "text", tone: "neutral", text, ...more } });
    const startVideo = async (prompt: string) => {
      const job = await begin(invocation, prompt);
      await invocation.reply({ message: ON_IT, job: { id: job.id, state: job.state } });
    };

    for (const { open } of Object.values(invocation.attachments)) {
      const { stream } = await open(AbortSignal.timeout(5_000));
      pictures.push(await buffer(stream));
    }
    if (ask.kind === "action") {
      const job = jobs.get(ask.job);
      if (!job) return say("There is no such video.", { tone: "bad" });
      if (ask.name === "run") {
        await platform().edit(job.thread, job.card, cardOf(job, {}));
        return invocation.reply({ message: ON_IT, job: { id: job.id, state: "accepted" } });
      }
      if (ask.name === "cancel") {
        await end(job.id, "closed", { tone: "neutral", text: "Cancelled. Nothing was charged." });
        return say("Stopped.");
      }
      if (ask.name === "delete") return say("Deleted.");
      if (ask.name === "original") {
        const link = { label: "Original", url: `https://rushes.example/clips/${job.id}` };
        const message: Message = { kind: "text", tone: "neutral", text: "Here it is.", link };
        return invocation.reply({ message, job: { id: job.id, state: job.state } });
      }
      const { prompt } = ask.options;
      return startVideo(typeof prompt === "string" ? prompt : job.prompt);
    }
    switch (ask.name) {
      case "video":
        if (ask.options["prompt"] === "refuse me") {
          return say("No model films that. Try other words.", { tone: "bad" });
        }
        if (ask.options["prompt"] === "a costly fox") {
          const { id, state } = await begin(invocation, "a costly fox", PRICED);
          const text = "This costs up to $0.80. Say yes to it in the thread.";
          return invocation.reply({ message: { ...ON_IT, text }, job: { id, state } });
        }
        return startVideo(String(ask.options["prompt"]));
      case "models":
        return say("Two models can film now:", {
          fields: [
            {
              name: "animatic",
              value: "Free drafts, drawn on this machine. 4 to 20 s, with sound.",
            },
            { name: "film-1", value: "$0.10 a second. 4, 8 or 12 s, 720p and 1080p." },
          ],
        });
      case "break":
        throw new Error("a bug");
      default:
        return say("Nothing is running.");
    }
  }

  const front: Front = {
    commands,
    opening: new Set(["film"]),
    asking: new Map([["edit", EDITING]]),
    answer(invocation) {
      invocations.push(invocation);
      return run(invocation);
    },
    promptOf: async (_guild, job) => jobs.get(job)?.prompt,
    async complete({ source, typed }) {
      const films = [...jobs.values()].map(({ id, prompt }) => ({ value: id, label: prompt }));
      const known = {
        model: [
          { value: "animatic", label: "Animatic draft, free" },
          { value: "film-1", label: "Film One, $0.10 a second" },
        ],
        style: ["noir", "anime", "clay"].map((value) => ({ value, label: value })),
        job: films,
        "open-job": films,
      };
      return known[source].filter(({ value }) => value.startsWith(typed));
    },
  };

  return {
    front,
    invocations,
    pictures,
    jobs,

    film: (id: string, progress?: number) =>
      end(id, "generating", {
        text: progress === undefined ? "Filming…" : `Filming… ${Math.round(progress * 100)} %`,
        progress,
        buttons: [{ action: "cancel", label: "Cancel", job: id, look: "danger" }],
      }),

    fail: (id: string, reason: string) =>
      end(id, "closed", {
        tone: "bad",
        text: reason,
        buttons: [
          { action: "again", label: "Again", job: id, look: "primary" },
          { action: "edit", label: "Edit prompt", job: id, look: "secondary" },
        ],
      }),

    async finish(id: string): Promise<void> {
      const job = await end(id, "delivering", { text: "Posting the video…" });
      const clip = { ...CLIP, bytes: 30_000, alt: job.prompt, posterPath: fixture("dusk.jpg") };
      const token = await platform().prepareUpload(job.thread, clip);
      const message: Message = {
        kind: "clip",
        tone: "good",
        text: "Your draft is ready. It was drawn on this machine and is not AI video.",
        quote: job.prompt,
        buttons: [
          { action: "again", label: "Again", job: id, look: "primary" },
          { action: "edit", label: "Edit prompt", job: id, look: "secondary" },
          { action: "original", label: "Original", job: id, look: "secondary" },
          { action: "delete", label: "Delete", job: id, look: "danger" },
        ],
      };
      await platform().publish(job.thread, token, clip, message, `${id}-clip`);
      await end(id, "closed", { tone: "good", text: "Done." });
    },
  };
}
