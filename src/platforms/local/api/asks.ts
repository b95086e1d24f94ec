import { Hono } from "hono";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { newId } from "../../../ids.ts";
import type { Front } from "../../platform.ts";
import type { LocalAsk } from "../front-desk.ts";
import { threadOf } from "../views.ts";
import type { ApiDeps } from "./deps.ts";
import { readAction, readInvocation } from "./bodies.ts";
import type { Arrived } from "./bodies.ts";

const KEY = /^[\w-]{8,100}$/;
const NOT_SERVING = "Rushes is starting or stopping. Try again in a moment.";

/** What somebody typed or clicked. Its answer names the job's thread before the thread exists. */
export function askRoutes(deps: ApiDeps): Hono {
  const { desk, incoming, maxImageBytes, now, log } = deps;
  const routes = new Hono();

  routes.post("/invocations", async (c) => {
    const front = serving();
    const arrived = await readInvocation(c.req.raw, { incoming, maxImageBytes, now });
    try {
      const command = commandOf(front, arrived);
      return await answer(c, arrived, {
        ask: { kind: "command", name: command, options: arrived.options },
        attachments: arrived.attachments,
      });
    } catch (error) {
      await arrived.discard();
      throw error;
    }
  });

  routes.post("/actions", async (c) => {
    serving();
    const { job, action, options } = await readAction(c.req.raw);
    const ask = { kind: "action" as const, name: action, job, options };
    return answer(c, undefined, { ask, attachments: {} });
  });

  return routes;

  function serving(): Front {
    if (desk.front) return desk.front;
    throw new HTTPException(503, { message: NOT_SERVING });
  }

  async function answer(
    c: Context,
    arrived: Arrived | undefined,
    request: Pick<LocalAsk, "ask" | "attachments">,
  ): Promise<Response> {
    const answered = await desk.ask({ ...request, id: keyOf(c), locale: localeOf(c) });
    void answered?.done
      .then(() => arrived?.discard())
      .catch((error: unknown) => log.warn({ err: error }, "a picture could not be cleared away"));
    if (!answered) throw new Error("the bot gave no answer");

    const { message, job } = answered.reply;
    if (job) {
      const { id, state, home = id } = job;
      return c.json({ job: id, thread: threadOf(home), reply: message.text, state }, 202);
    }
    if (message.tone === "bad") return c.json({ error: message.text }, 422);
    return c.json({ reply: message.text });
  }

  function keyOf(c: Context): string {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return newId(now());
    if (KEY.test(key)) return key;
    const message = "An Idempotency-Key is 8 to 100 letters, digits, - or _.";
    throw new HTTPException(400, { message });
  }
}

function commandOf({ commands }: Front, { command }: Arrived): string {
  const name = command.replace(/^\//, "").toLowerCase();
  if (commands.some((offered) => offered.name === name)) return name;
  const known = commands.map((offered) => `/${offered.name}`).join(", ");
  const message = `There is no command “${name.slice(0, 40)}”. There are ${known}.`;
  throw new HTTPException(404, { message });
}

/** The language that a browser asks for first. */
export function localeOf(c: Context): string {
  const [first = ""] = (c.req.header("accept-language") ?? "").split(/[,;]/);
  return /^[a-z]{2,3}(?:-[\w-]{1,20})?$/i.test(first) ? first : "en";
}
