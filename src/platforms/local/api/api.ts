import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { CompletionSource, optionFields } from "../../options.ts";
import { GUILD, PERSON } from "../front-desk.ts";
import type { CommandView } from "../views.ts";
import { askRoutes, localeOf } from "./asks.ts";
import { clipRoutes } from "./clips.ts";
import type { ApiDeps } from "./deps.ts";
import { eventRoutes } from "./events.ts";
import { threadRoutes } from "./threads.ts";

const Typed = z.object({ source: CompletionSource, typed: z.string().max(200).default("") });

/** The playground's HTTP API. Every refusal is `{ "error": "one kind sentence" }`. */
export function createApi(deps: ApiDeps): Hono {
  const api = new Hono();

  api.get("/commands", async (c) => {
    const commands = deps.desk.front?.commands ?? [];
    return c.json({
      commands: commands.map((command): CommandView => ({
        name: command.name,
        description: command.description,
        isForAdmins: command.isForAdmins,
        fields: optionFields(command),
      })),
      asking: Object.fromEntries(deps.desk.front?.asking ?? []),
      budget: await deps.budget(),
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
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
    deps.log.error({ err: error, path: c.req.path }, "a request to the playground failed");
    return c.json({ error: "Something broke on our side; it is logged. Try again." }, 500);
  });
  return api;
}
