import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { SSEStreamingApi } from "hono/streaming";
import { changeView } from "../views.ts";
import { localeOf } from "./asks.ts";
import type { ApiDeps } from "./deps.ts";
import { Refusal } from "./refusal.ts";

/** Other processes ring no bell here: their changes are looked for this often, in ms. */
const LOOK_EVERY = 2_000;
/** Proxies cut streams that are silent, and readers hear whether we are still here, in ms. */
const PING_EVERY = 15_000;
/** More open pages than one playground has; each takes a fifth of a megabyte. */
const MOST_LISTENERS = 200;

/**
 * Tells every change of a message, in order, and the budget when it moves. An event's id is its
 * revision: whoever comes back with `Last-Event-ID` (or `?since=`) gets what was missed, once.
 */
export function eventRoutes({ messages, bell, budget, closing, now, log }: ApiDeps): Hono {
  const routes = new Hono();
  let listeners = 0;

  routes.get("/events", (c) => {
    const asked = c.req.header("last-event-id") ?? c.req.query("since");
    const leaving = new AbortController();
    const over = AbortSignal.any([closing, leaving.signal]);

    c.header("X-Accel-Buffering", "no");
    if (c.req.method === "HEAD") return c.body(null);
    if (listeners >= MOST_LISTENERS) {
      throw new Refusal(503, "Too many pages of this playground are open. Close some of them.");
    }
    listeners += 1;
    return streamSSE(c, async (stream) => {
      stream.onAbort(() => leaving.abort());
      try {
        await tell(stream, { asked, locale: localeOf(c), over });
      } catch (error) {
        // The page comes back by itself. What is read while the bot stops may fail, and says nothing.
        if (!over.aborted) log.warn({ err: error }, "a page could not be told what changes");
      } finally {
        listeners -= 1;
      }
    });
  });

  return routes;

  async function tell(
    stream: SSEStreamingApi,
    { asked, locale, over }: { asked: string | undefined; locale: string; over: AbortSignal },
  ): Promise<void> {
    let revision = asked && /^\d+$/.test(asked) ? Number(asked) : await messages.revision();
    let told = "";
    let quietSince = now();
    await stream.write("retry: 1000\n\n");

    while (!over.aborted) {
      const heard = bell.wait(LOOK_EVERY, over);
      const changes = await messages.since(revision);
      for (const change of changes) {
        revision = change.revision;
        const data = JSON.stringify(changeView(change));
        await stream.writeSSE({ event: "message", id: String(revision), data });
      }
      const money = JSON.stringify(await budget(locale));
      if (money !== told) await stream.writeSSE({ event: "budget", data: money });
      if (changes.length > 0 || money !== told) quietSince = now();
      else if (now() - quietSince >= PING_EVERY) {
        await stream.writeSSE({ event: "ping", data: "" });
        quietSince = now();
      }
      told = money;
      if (changes.length === 0) await heard;
    }
  }
}
