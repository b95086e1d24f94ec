import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Arrived } from "./arrived.ts";
import { arrivedIn } from "./arrived.ts";
import { createGateway } from "./gateway.ts";
import { createMessages } from "./messages.ts";
import { objections } from "./openapi.ts";
import { createPeople } from "./people.ts";
import { rateLimited, refusal, Refusal } from "./refusal.ts";
import type { Said } from "./rest.ts";
import { createRest } from "./rest.ts";
import { shapes as createShapes } from "./shapes.ts";
import { createWorld, TOKEN } from "./world.ts";

export * from "./world.ts";

/**
 * What happens to a request instead of what should. `lost` does its work and loses the answer;
 * `hang` never answers, and does its work first when `accepted` says so.
 */
export type Fault =
  | { kind: "code"; code: number }
  | { kind: "status"; status: number }
  /** The token is not known any more. */
  | { kind: "unauthorized" }
  | { kind: "limit"; seconds: number; scope: "user" | "global" | "shared" }
  | { kind: "lost" }
  | { kind: "reset" }
  | { kind: "hang"; accepted?: boolean };

export interface Logged {
  readonly at: number;
  readonly route: string;
  readonly path: string;
  readonly body: Record<string, unknown> | undefined;
  readonly files: readonly { filename: string; bytes: number; sha256: string }[];
  status: number | undefined;
}

export interface DiscordOptions {
  readonly now?: () => number;
  readonly port?: number;
  readonly shards?: number;
  /** Hears of every request as soon as it has arrived whole. */
  readonly heard?: (request: Logged) => void;
}

/**
 * A Discord on loopback, REST and gateway, which the real client talks to. It refuses what Discord
 * refuses, remembers everything, logs every request, and can be made to misbehave.
 */
export async function startDiscord({
  now = Date.now,
  port = 0,
  shards = 1,
  heard,
}: DiscordOptions = {}) {
  const world = createWorld(now);
  const shapes = createShapes(world);
  const log: Logged[] = [];
  const gatewayLog: Record<string, unknown>[] = [];
  const complaints: string[] = [];
  const faults: { route: string; fault: Fault; times: number; path: RegExp }[] = [];
  const waiting: { route: string; done: (seen: Logged) => void }[] = [];
  let origin = "";

  const server = createServer((request, response) => {
    // A caller that is gone, as after a SIGKILL, hears nothing.
    void take(request, response).catch(() => response.destroy());
  });
  const gateway = createGateway({
    world,
    shapes,
    server,
    url: () => `${origin.replace("http", "ws")}/gateway`,
    note: (entry) => gatewayLog.push(entry),
  });
  const messages = createMessages(world, () => origin, gateway.tellOf);
  const routes = createRest({
    world,
    shapes,
    messages,
    dispatch: gateway.dispatch,
    gatewayUrl: () => gateway.settings.url ?? `${origin.replace("http", "ws")}/gateway`,
    shards: () => shards,
  });
  const people = createPeople({
    world,
    shapes,
    origin: () => origin,
    dispatch: gateway.dispatch,
    tellOf: gateway.tellOf,
  });
  world.heard.change = (channel) => {
    if (channel.type !== 11)
      gateway.dispatch("CHANNEL_UPDATE", shapes.channel(channel), channel.guild);
  };
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    if (url.pathname.startsWith("/cdn/")) {
      const entry = { path: url.pathname, body: {}, files: [], status: 200 };
      const asked: Logged = { at: now(), route: "cdn", ...entry };
      log.push(asked);
      const fault = takeFault(asked);
      ring(asked);
      return fault?.kind === "hang" ? undefined : serveFile(url.pathname, response);
    }
    const arrived = await arrivedIn(request);
    const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, "");
    const method = request.method ?? "GET";
    const route = routes.find((one) => one.method === method && one.path.test(path));
    const entry: Logged = {
      at: now(),
      route: route?.name ?? `${method} ${path}`,
      path,
      body: arrived.json,
      files: arrived.files.map(({ filename, bytes, sha256 }) => ({ filename, bytes, sha256 })),
      status: undefined,
    };
    log.push(entry);
    heard?.(entry);
    const fault = takeFault(entry);
    ring(entry);
    const good = () => answerOf(url, path, method, arrived, request.headers.authorization);
    const said = await misbehave(fault, good, request);
    if (!said) return undefined;
    entry.status = said.status;
    return send(response, said, said.headers);
  }

  function answerOf(
    url: URL,
    path: string,
    method: string,
    arrived: Arrived,
    authorization: string | undefined,
  ): Said & { headers?: Record<string, string> } {
    try {
      const route = routes.find((one) => one.method === method && one.path.test(path));
      if (!route) throw new Refusal(404, 0, "404: Not Found");
      if (route.isOurs && authorization !== `Bot ${TOKEN}`) {
        throw new Refusal(401, 0, "401: Unauthorized");
      }
      const params = (route.path.exec(path) ?? []).slice(1);
      const said = route.answer({ params, arrived, url });
      complaints.push(...objections(method, path, arrived.json, said));
      return { ...said, headers: bucketOf(route.name) };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        complaints.push(`${method} ${path}: ${String(error)}`);
        throw error;
      }
      if (error.body["code"] === 50035) {
        complaints.push(`${method} ${path}: ${JSON.stringify(error.body)}`);
      }
      return { status: error.status, json: error.body, headers: error.headers };
    }
  }

  function takeFault({ route, path }: Logged): Fault | undefined {
    const planned = faults.find(
      (one) => one.route === route && one.times > 0 && one.path.test(path),
    );
    if (planned) planned.times -= 1;
    return planned?.fault;
  }

  function ring(entry: Logged): void {
    for (const one of waiting.filter(({ route }) => route === entry.route)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.done(entry);
    }
  }

  function serveFile(path: string, response: ServerResponse): void {
    const blob = world.blobs.get(path);
    if (!blob?.data) return send(response, { status: 404 });
    response.writeHead(200, { "content-type": blob.type, "content-length": blob.data.length });
    response.end(blob.data);
    return undefined;
  }

  return {
    origin,
    /** For `DISCORD_API_URL`. */
    apiUrl: `${origin}/api`,
    world,
    gateway,
    people,
    log,
    gatewayLog,
    /** What Discord's own description, and its rules, object to in what was said so far. */
    complaints,
    /** How often a route was asked. */
    calls: (route: string) => log.filter((one) => one.route === route),

    /** Makes the next calls of a route go wrong, perhaps only those with a certain path. */
    fail(route: string, fault: Fault, times = 1, path = /(?:)/): void {
      faults.push({ route, fault, times, path });
    },
    mend(): void {
      faults.length = 0;
    },
    /** Resolves when the next request of a route has arrived. */
    arrival(route: string): Promise<Logged> {
      return new Promise((done) => waiting.push({ route, done }));
    },
    /** The bot is thrown out of a guild. */
    removeFrom(guild: string): void {
      world.left.add(guild);
      gateway.dispatch("GUILD_DELETE", { id: guild, unavailable: false }, guild);
    },
    /** A guild that Discord itself cannot reach for a while. */
    outageOf(guild: string): void {
      gateway.dispatch("GUILD_DELETE", { id: guild, unavailable: true }, guild);
    },
    expireTokens(): void {
      for (const token of world.tokens.values()) token.expires = 0;
    },
    forgetNonces(): void {
      for (const message of world.messages.values()) message.nonceAt = 0;
    },
    /** Ends it; throws what Discord would have objected to. */
    async close(): Promise<void> {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (complaints.length > 0) throw new Error(`Discord objects:\n${complaints.join("\n")}`);
    },
  };
}
export type FakeDiscord = Awaited<ReturnType<typeof startDiscord>>;

function bucketOf(route: string) {
  return {
    "x-ratelimit-limit": "50",
    "x-ratelimit-remaining": "49",
    "x-ratelimit-reset-after": "1",
    "x-ratelimit-bucket": `fake-${route}`,
  };
}

async function misbehave(
  fault: Fault | undefined,
  good: () => Said & { headers?: Record<string, string> },
  request: IncomingMessage,
): Promise<(Said & { headers?: Record<string, string> }) | undefined> {
  switch (fault?.kind) {
    case undefined:
      return good();
    case "code": {
      const { status, body, headers } = refusal(fault.code);
      const pause: [string, string][] = status === 429 ? [["retry-after", "20"]] : [];
      return { status, json: body, headers: { ...headers, ...Object.fromEntries(pause) } };
    }
    case "limit": {
      const { status, body, headers } = rateLimited(fault.seconds, fault.scope);
      return { status, json: body, headers };
    }
    case "status":
      return { status: fault.status };
    case "unauthorized":
      return { status: 401, json: { code: 0, message: "401: Unauthorized" } };
    case "lost":
      good();
      await sleep(5);
      request.socket.destroy();
      return undefined;
    case "reset":
      request.socket.destroy();
      return undefined;
    case "hang":
      if (fault.accepted) good();
      return undefined;
    default:
      return good();
  }
}

function send(response: ServerResponse, { status, json }: Said, headers = {}): void {
  // A 204 with a type of JSON would make the client read what is not there.
  const type = json === undefined ? {} : { "content-type": "application/json" };
  response.writeHead(status, { ...type, ...headers });
  response.end(json === undefined ? undefined : JSON.stringify(json));
}
