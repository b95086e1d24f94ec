import { Hono } from "hono";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { newId } from "../../../ids.ts";
import { preferredLocale } from "../../../words.ts";
import type { Ask, Attachment, Front } from "../../platform.ts";
import type { Answer } from "../front-desk.ts";
import { threadOf } from "../views.ts";
import type { ApiDeps } from "./deps.ts";
import { Refusal } from "./refusal.ts";
import { readAction, readInvocation } from "./bodies.ts";

const KEY = /^[\w-]{8,100}$/;

/** The pictures that came with a request, on our disk until `discard`. */
interface Files {
  readonly attachments: Readonly<Record<string, Attachment>>;
  readonly discard: () => Promise<void>;
}

/** What somebody typed or clicked. Its answer names the job's thread before the thread exists. */
export function askRoutes(deps: ApiDeps): Hono {
  const { desk, now, log } = deps;
  const routes = new Hono();

  routes.post("/invocations", async (c) => {
    const front = serving();
    const { body, ...files } = await readInvocation(c.req.raw, deps);
    return answer(c, files, () => {
      return { kind: "command", name: commandOf(front, body.command), options: body.options };
    });
  });

  routes.post("/actions", async (c) => {
    serving();
    const { body, ...files } = await readAction(c.req.raw, deps);
    const { job, action, options } = body;
    return answer(c, files, () => ({ kind: "action", name: action, job, options }));
  });

  return routes;

  function serving(): Front {
    if (desk.front) return desk.front;
    throw new Refusal(503, "Rushes is starting or stopping. Try again in a moment.");
  }

  /** Asks the bot. The files are there until it has done with them, or nothing was begun. */
  async function answer(c: Context, files: Files, toAsk: () => Ask): Promise<Response> {
    const { attachments, discard } = files;
    const clear = () =>
      discard().catch((error: unknown) => {
        log.warn({ err: error }, "a picture could not be cleared away");
      });
    let answered: Answer | undefined;
    try {
      answered = await desk.ask({
        id: keyOf(c),
        ask: toAsk(),
        attachments,
        locale: localeOf(c),
      });
    } finally {
      if (answered) void answered.done.then(clear);
      else await clear();
    }
    if (!answered) throw new Error("the bot gave no answer");

    const { message, job } = answered.reply;
    const { link } = message;
    if (job) {
      const { id, state, home = id } = job;
      return c.json({ job: id, thread: threadOf(home), reply: message.text, link, state }, 202);
    }
    if (message.tone === "bad") return c.json({ error: message.text }, 422);
    return c.json({ reply: message.text, link });
  }

  function keyOf(c: Context): string {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return newId(now());
    if (KEY.test(key)) return key;
    const message = "An Idempotency-Key is 8 to 100 letters, digits, - or _.";
    throw new HTTPException(400, { message });
  }
}

function commandOf({ commands }: Front, command: string): string {
  const name = command.replace(/^\//, "").toLowerCase();
  if (commands.some((offered) => offered.name === name)) return name;
  const known = commands.map((offered) => `/${offered.name}`).join(", ");
  const message = `There is no command “${name.slice(0, 40)}”. There are ${known}.`;
  throw new HTTPException(404, { message });
}

/** The locale that a browser asks for. */
export function localeOf(c: Context): string {
  return preferredLocale(c.req.header("accept-language"));
}
