import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";

const LOOK_EVERY = 50;
const REST_BOUND = 60_000;

const Begun = z.object({ job: z.string(), thread: z.string(), state: z.string() });
const Shown = z.looseObject({
  kind: z.enum(["card", "text", "clip"]),
  text: z.string(),
  progress: z.number().optional(),
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

  return {
    api,
    until,

    /** Asks for a video, with a picture where one is given. */
    async film(options: Record<string, unknown>, image?: File) {
      const form = new FormData();
      form.set("command", "video");
      form.set("options", JSON.stringify(options));
      if (image) form.set("image", image);
      const response = await api("invocations", { method: "POST", body: form });
      return Begun.parse(await response.json());
    },

    rest: (thread: string) => until(thread, ({ state }) => state === "closed"),

    /** The bytes of a clip as a player fetches them; a part of them by `range`. */
    async play(clip: { url: string } | undefined, range?: string): Promise<Response> {
      return api(new URL(clip?.url ?? "", url).href, range ? { headers: { range } } : {});
    },
  };
}
