import type { Hono } from "hono";
import type { Config } from "../config.ts";
import type { Hints } from "../jobs/hints.ts";
import type { Originals } from "../jobs/originals.ts";
import type { Logger } from "../log.ts";
import { createOriginalRoutes } from "../web/originals.ts";
import { createPlayground } from "../web/playground.ts";
import { createWebServer } from "../web/server.ts";
import type { WebServerDeps } from "../web/server.ts";
import { createWebhooks } from "../web/webhooks.ts";

interface WebDeps extends Pick<WebServerDeps, "routes" | "isReady" | "metrics"> {
  readonly hints: Hints;
  readonly originals: Originals;
  /** What the playground's page talks to. */
  readonly api: Hono;
  readonly log: Logger;
}

/** The HTTP server with everything that is mounted on it; the page comes last, at `/`. */
export function openWeb(config: Config, deps: WebDeps) {
  const { host, port, publicUrl, role, playground } = config;
  const { hints, originals, api, routes, isReady, metrics, log } = deps;
  const { isOn, token } = playground;
  const page = isOn && role !== "worker" ? [createPlayground({ host, publicUrl, token, api })] : [];
  return createWebServer({
    host,
    port,
    log,
    routes: [
      { path: "/clips", app: createOriginalRoutes(originals.find) },
      { path: "/webhooks", app: createWebhooks(hints.take) },
      ...routes,
      ...page.map((app) => ({ path: "/", app })),
    ],
    isReady,
    metrics,
  });
}
