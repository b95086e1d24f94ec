import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { CompletionSource } from "../../options.ts";
import { wordsFor } from "../../../words.ts";
import { GUILD, PERSON } from "../front-desk.ts";
import { commandView, formView } from "../views.ts";
import { askRoutes, localeOf } from "./asks.ts";
import { clipRoutes } from "./clips.ts";
import type { ApiDeps } from "./deps.ts";
import { eventRoutes } from "./events.ts";
import { Refusal } from "./refusal.ts";
import { threadRoutes } from "./threads.ts";

const Typed = z.object({ source: CompletionSource, typed: z.string().max(200).default("") });

/** The playground's HTTP API. Every refusal is `{ "error": "one kind sentence" }`. */
export function createApi(deps: ApiDeps): Hono {
  const api = new Hono();

  api.get("/commands", async (c) => {
    const { commands = [], asking = [] } = deps.desk.front ?? {};
    const locale = localeOf(c);
    const words = wordsFor(locale);
    return c.json({
      commands: commands.map((command) => commandView(command, words)),
      asking: Object.fromEntries([...asking].map(([name, form]) => [name, formView(form, words)])),
      budget: await deps.budget(locale),
      maxImageBytes: deps.maxImageBytes,
    });
  });

  api.get("/completions", async (c) => {
    const asked = Typed.safeParse(c.req.query());
    if (!asked.success) throw new HTTPException(400, { message: "Nothing completes that." });
    const completion = {
      ...asked.data,
      locale: localeOf(c),
      guild: GUILD,
      person: PERSON.id,
    };
    return c.json((await deps.desk.front?.complete(completion)) ?? []);
  });

  api.route("/", askRoutes(deps));
  api.route("/", threadRoutes(deps));
  api.route("/", eventRoutes(deps));
  api.route("/", clipRoutes(deps));

  api.notFound((c) => c.json({ error: `There is nothing at ${c.req.path}.` }, 404));
  api.onError((error, c) => {
    const words = wordsFor(localeOf(c));
    if (error instanceof Refusal) {
      const { sentence, params } = error.said;
      return c.json({ error: words(sentence, params) }, error.status);
    }
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
    // Whoever hangs up in the middle has broken nothing of ours, and hears no answer.
    if (c.req.raw.signal.aborted) deps.log.debug({ err: error }, "a request was broken off");
    else deps.log.error({ err: error, path: c.req.path }, "a request to the playground failed");
    const text = words("Something broke on our side; it is logged. Please try again.");
    return c.json({ error: text }, 500);
  });
  return api;
}
