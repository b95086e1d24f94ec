import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const LOOK_EVERY = 50;
const REST_BOUND = 60_000;

const Begun = z.object({ job: z.string(), thread: z.string(), state: z.string() });
const Said = z.object({ reply: z.string() });
const Shown = z.looseObject({
  kind: z.enum(["card", "text", "clip"]),
  text: z.string(),
  progress: z.number().optional(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  buttons: z.array(z.object({ action: z.string(), label: z.string(), job: z.string() })),
  clip: z.looseObject({ url: z.string(), bytes: z.number() }).optional(),
});
const ThreadView = z.looseObject({ state: z.string().optional(), messages: z.array(Shown) });
type ThreadView = z.infer<typeof ThreadView>;

/** A person at the playground of a running bot, over its HTTP API alone. */
export function atPlayground(url: string) {
  const api = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, `${url}/api/local/`), { signal: AbortSignal.timeout(REST_BOUND), ...init });

  async function until(
    thread: string,
    isThere: (view: ThreadView) => boolean,
  ): Promise<ThreadView> {
    const deadline = Date.now() + REST_BOUND;
    for (;;) {
      const response = await api(`threads/${thread}`);
      const view = ThreadView.parse(await response.json());
      if (isThere(view)) return view;
      if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(view)}`);
      await pause(LOOK_EVERY);
    }
  }

  async function send(
    path: "invocations" | "actions",
    fields: Record<string, string>,
    options: Record<string, unknown>,
    pictures: Record<string, File>,
  ): Promise<unknown> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("options", JSON.stringify(options));
    for (const [name, picture] of Object.entries(pictures)) form.set(name, picture);
    const response = await api(path, { method: "POST", body: form });
    return response.json();
  }

  /** Types a command that begins something, with pictures by the names of their options. */
  async function begin(
    command: string,
    options: Record<string, unknown>,
    pictures: Record<string, File> = {},
  ) {
    return Begun.parse(await send("invocations", { command }, options, pictures));
  }

  /** Presses a button by how its label begins, as soon as it is there; a form goes filled in. */
  async function press(thread: string, start: string, options: Record<string, unknown> = {}) {
    const buttonsIn = ({ messages }: ThreadView) => messages.flatMap(({ buttons }) => buttons);
    const isMeant = ({ label }: { label: string }) => label.startsWith(start);
    const view = await until(thread, (shown) => buttonsIn(shown).some(isMeant));
    const { job = "", action = "" } = buttonsIn(view).find(isMeant) ?? {};
    return Begun.parse(await send("actions", { job, action }, options, {}));
  }

  return {
    api,
    until,
    begin,
    press,

    /** Types a command that answers at once. */
    async ask(command: string, options: Record<string, unknown> = {}, pictures = {}) {
      return Said.parse(await send("invocations", { command }, options, pictures)).reply;
    },

    /** Asks for a video, with a picture where one is given. */
    film: (options: Record<string, unknown>, image?: File) =>
      begin("video", options, image && { image }),

    rest: (thread: string) => until(thread, ({ state }) => state === "closed"),

    /** The bytes of a clip as a player fetches them; a part of them by `range`. */
    async play(clip: { url: string } | undefined, range?: string): Promise<Response> {
      return api(new URL(clip?.url ?? "", url).href, range ? { headers: { range } } : {});
    },
  };
}
