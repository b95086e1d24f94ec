import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { UserError } from "../errors.ts";
import type { Logger } from "../log.ts";

/** How long running answers may take after a stop before they are cut, in ms. */
const LAST_ORDERS = 1_500;
/** How often idle connections are closed during a stop, in ms. */
const SWEEP_EVERY = 50;

export interface WebServerDeps {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly log: Logger;
  /** What is served, by the path at which it begins. */
  readonly routes: readonly { readonly path: string; readonly app: Hono }[];
  /** Whether database and platforms can work. */
  readonly isReady: () => Promise<boolean>;
  /** What Prometheus reads. */
  readonly metrics: () => Promise<string>;
}

/** The one HTTP server: health, metrics, and whatever the other parts serve. */
export function createWebServer(deps: WebServerDeps) {
  const { fetch } = createRoutes(deps);
  const server = createAdaptorServer({ fetch, hostname: deps.host });

  return {
    /** Listens. Throws `UserError` when it cannot. */
    async start(): Promise<{ url: string }> {
      const listening = Promise.withResolvers<void>();
      server.once("error", listening.reject);
      try {
        server.listen(deps.port, deps.host, listening.resolve);
        await listening.promise;
      } catch (error) {
        throw toUserError(error, deps);
      }
      return { url: urlOf(server.address(), deps.host) };
    },

    /** Takes no more requests and lets running ones end, for two seconds at most. */
    async stop(): Promise<void> {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if (!isHttp1(server)) return closed;
      // A stream that ends leaves a connection that waits for more.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY);
      const cut = setTimeout(() => server.closeAllConnections(), LAST_ORDERS);
      await closed;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

function isHttp1(server: object): server is Server {
  return "closeAllConnections" in server;
}

function createRoutes({ routes, isReady, metrics, log }: WebServerDeps): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set("X-Content-Type-Options", "nosniff");
    // Not "no-referrer": with that, browsers send forms with `Origin: null`.
    headers.set("Referrer-Policy", "same-origin");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (!headers.has("Content-Security-Policy")) {
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  });

  app.get("/healthz", (c) => c.text("ok\n"));
  app.get("/readyz", async (c) => {
    const ready = await isReady().catch(() => false);
    return ready ? c.text("ready\n") : c.text("not ready\n", 503);
  });
  app.get("/metrics", async (c) =>
    c.body(await metrics(), 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }),
  );

  // The longest path first: what is mounted at "/" may guard everything that nobody else took.
  const mounts = routes.toSorted((one, other) => other.path.length - one.path.length);
  for (const mount of mounts) app.route(mount.path, mount.app);

  app.notFound((c) => c.json({ error: `There is nothing at ${c.req.path}.` }, 404));
  app.onError((error, c) => {
    // Whoever hangs up in the middle has broken nothing of ours, and hears no answer.
    if (c.req.raw.signal.aborted) log.debug({ err: error }, "a request was broken off");
    else log.error({ err: error, path: c.req.path }, "a request failed");
    return c.json({ error: "Something broke on our side; it is logged. Try again." }, 500);
  });
  return app;
}

function urlOf(address: ReturnType<Server["address"]>, host: string): string {
  const port = typeof address === "object" && address ? address.port : 0;
  const anywhere = host === "0.0.0.0" || host === "::";
  const name = anywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

const SENTENCES: Readonly<Record<string, (deps: WebServerDeps) => string>> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is taken by another program. Set PORT to a free one, or to 0 for any.`,
  EACCES: ({ port }) => `This user may not listen on port ${port}. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) => `This machine has no address ${host}. Set HOST to 127.0.0.1.`,
  ENOTFOUND: ({ host }) => `This machine has no address ${host}. Set HOST to 127.0.0.1.`,
  ERR_SOCKET_BAD_PORT: ({ port }) => `${port} is no port. Set PORT to a number from 0 to 65535.`,
};

function toUserError(error: unknown, deps: WebServerDeps): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const sentence = SENTENCES[String(error.code)];
  return sentence ? new UserError(sentence(deps), {}, { cause: error }) : error;
}
