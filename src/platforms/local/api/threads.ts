import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { HISTORY } from "../front-desk.ts";
import { CHANNEL, jobOf, messageView, threadOf } from "../views.ts";
import type { ChannelView, ThreadView } from "../views.ts";
import type { ApiDeps } from "./deps.ts";

/** The conversation as it stands. `local:channel` is where people type; every job has its thread. */
export function threadRoutes({ messages, stateOf }: ApiDeps): Hono {
  const routes = new Hono();

  routes.get("/threads/:thread", async (c) => {
    const thread = c.req.param("thread");
    return c.json(thread === CHANNEL ? await channel() : await jobThread(thread));
  });

  return routes;

  async function channel(): Promise<ChannelView> {
    // The revision is read first: a change in between comes again as an event, and harms nothing.
    const revision = await messages.revision();
    const shown = (await messages.inThread(CHANNEL, HISTORY)).map(messageView);
    const jobs = new Set(shown.map(({ job }) => job).filter((job) => job !== undefined));
    const threads = await Promise.all(
      [...jobs].map((job) => messages.inThread(threadOf(job), HISTORY)),
    );
    return {
      thread: CHANNEL,
      title: "Playground",
      messages: shown,
      threads: threads.flat().map(messageView),
      revision,
    };
  }

  async function jobThread(thread: string): Promise<ThreadView> {
    const revision = await messages.revision();
    const job = jobOf(thread);
    // The state is read before the messages: what a closed job has said is then all there.
    const state = job === undefined ? undefined : await stateOf(job);
    const title = await messages.title(thread);
    const shown = await messages.inThread(thread, HISTORY);
    if (title === undefined && state === undefined) {
      throw new HTTPException(404, { message: "There is no such thread." });
    }
    return { thread, title: title ?? "", job, state, messages: shown.map(messageView), revision };
  }
}
