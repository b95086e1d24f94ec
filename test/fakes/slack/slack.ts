import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { declaredBy } from "./app.ts";
import { argumentsIn, fileIn, textOf } from "./arrived.ts";
import { createCalls, isVisible } from "./call.ts";
import { chatMethods } from "./chat.ts";
import { conversationMethods } from "./conversations.ts";
import { createDelivery } from "./delivery.ts";
import { createEvents } from "./events.ts";
import type { Fault } from "./faults.ts";
import { LOGIN, misbehave, send } from "./faults.ts";
import { fileMethods } from "./files.ts";
import { plainMethods } from "./methods.ts";
import { createOAuth } from "./oauth.ts";
import { createPeople } from "./people.ts";
import { Refusal } from "./refusal.ts";
import { createResponseUrls } from "./response-urls.ts";
import { createShapes } from "./shapes.ts";
import { createSocket } from "./socket.ts";
import { createViews } from "./views.ts";
import type { Said } from "./web-api.ts";
import { createWebApi } from "./web-api.ts";
import type { FakeFile, FakeMessage } from "./world.ts";
import { ANN, createWorld } from "./world.ts";

export type { Fault } from "./faults.ts";
export * from "./world.ts";

export interface Logged {
  readonly seq: number;
  readonly at: number;
  /** A method of the Web API, or `upload`, `download`, `response_url`, `authorize`. */
  readonly route: string;
  readonly path: string;
  readonly token: string;
  /** The workspace of the token. */
  readonly team: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  args: Readonly<Record<string, unknown>>;
  status: number | undefined;
  error: string | undefined;
}

export interface SlackOptions {
  readonly now?: () => number;
  readonly port?: number;
  /** Where the app takes events over HTTP; without any, it connects with a socket. */
  readonly requestUrls?: readonly string[];
  /** What the app is declared to be; without one it hears everything and has every scope. */
  readonly manifest?: unknown;
}

/**
 * A Slack on loopback: Web API, uploads, private files, forms, OAuth, Socket Mode and signed HTTP,
 * which the real Bolt talks to. It refuses what Slack refuses, remembers everything, logs every
 * request, and can be made to misbehave.
 */
export async function startSlack(options: SlackOptions = {}) {
  const { now = Date.now, port = 0, requestUrls = [], manifest } = options;
  const world = createWorld(now);
  const declared = declaredBy(manifest, world);
  const log: Logged[] = [];
  const complaints: string[] = [];
  const faults: { route: string; fault: Fault; times: number }[] = [];
  const waiting: { route: string; done: (seen: Logged) => void }[] = [];
  const complain = (what: string) => void complaints.push(what);
  let address = "";
  const origin = () => address;

  const server = createServer((request, response) => {
    // A caller that is gone, as after a SIGKILL, hears nothing.
    void take(request, response).catch(() => response.destroy());
  });
  const shapes = createShapes(world, origin);
  const socket = createSocket({
    world,
    server,
    url: () => `${address.replace("http", "ws")}/link`,
  });
  const delivery = createDelivery(world, socket);
  const events = createEvents({ world, shapes, declared, delivery });
  const calls = createCalls(world, complain);
  const oauth = createOAuth(world);
  const views = createViews(world, shapes);
  const responseUrls = createResponseUrls(world, origin, complain);
  const echo = events.echo.bind(events);
  const api = createWebApi({
    calls,
    oauth,
    complain,
    link: socket.link,
    methods: {
      ...chatMethods({ world, shapes, complain, echo }),
      ...conversationMethods(world, shapes),
      ...fileMethods({ world, shapes, origin, complain, echo }),
      ...plainMethods(world, shapes),
      ...views.methods,
    },
  });
  const authorizeUrl = () => `${address}/oauth/v2/authorize`;
  const person = createPeople({
    world,
    shapes,
    declared,
    delivery,
    events,
    responseUrls,
    views,
    oauth,
    authorizeUrl,
  });
  delivery.sendTo(...requestUrls);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", address);
    const [, first = "", ...rest] = url.pathname.split("/");
    const route = { upload: "upload", "files-pri": "download", response: "response_url" }[first];
    const entry: Logged = {
      seq: log.length,
      at: now(),
      route: route ?? (first === "api" ? (rest[0] ?? "") : "authorize"),
      path: url.pathname,
      token: bearerOf(request),
      team: world.tokens.get(bearerOf(request))?.team,
      headers: request.headers,
      args: {},
      status: undefined,
      error: undefined,
    };
    log.push(entry);
    const answer = await workOf(request, url, entry);
    const fault = takeFault(entry.route);
    ring(entry);
    const said = await misbehave(fault, answer, request);
    entry.status = said?.status;
    const error = said?.json?.["error"];
    entry.error = typeof error === "string" ? error : undefined;
    world.changed();
    if (said) await send(response, said);
  }

  /** Reads a request to its end; what it asks for happens when the answer is called. */
  async function workOf(request: IncomingMessage, url: URL, entry: Logged): Promise<() => Said> {
    const [, , ...rest] = url.pathname.split("/");
    if (entry.route === "upload") return uploadOf(rest[1] ?? "", request, entry);
    if (entry.route === "download") return () => fileFor(rest[0] ?? "", entry.token);
    if (entry.route === "authorize") {
      const somebody = url.searchParams.get("person") ?? ANN;
      return () => ({ status: 302, headers: { location: oauth.agree(url, somebody, false) } });
    }
    const args = { ...Object.fromEntries(url.searchParams), ...(await argumentsIn(request)) };
    entry.args = args;
    if (entry.route === "response_url") return () => replyTo(rest[1] ?? "", args);
    const token = entry.token || textOf(args["token"]);
    return () => api.answer(entry.route, token, args, basicOf(request));
  }

  async function uploadOf(
    id: string,
    request: IncomingMessage,
    entry: Logged,
  ): Promise<() => Said> {
    const file = world.files.get(id);
    if (entry.token !== "") complain("a token at an upload's address, where none belongs");
    const arrived = await fileIn(request);
    entry.args = { bytes: arrived.bytes, sha256: arrived.sha256 };
    return () => {
      if (!file || file.stage === "completed") return { status: 404, text: "no such upload" };
      if (arrived.bytes !== file.bytes) {
        complain(`an upload of ${arrived.bytes} bytes where ${file.bytes} were announced`);
        return { status: 400, text: "the length is not what was announced" };
      }
      world.receive(file, arrived);
      return { status: 200, text: `OK - ${arrived.bytes}` };
    };
  }

  /** The bytes of a private file, or what a stranger gets: a page to sign in. */
  function fileFor(place: string, token: string): Said {
    const file = world.files.get(place.split("-")[1] ?? "");
    const known = world.tokens.get(token);
    if (file && known && !calls.reaches(known, file.team)) {
      complain(`the token of ${known.team ?? known.enterprise} on file ${file.id} of ${file.team}`);
    }
    const isOpen =
      file !== undefined &&
      known !== undefined &&
      !known.isRevoked &&
      known.expiresAt > now() &&
      known.scopes.has("files:read") &&
      calls.reaches(known, file.team) &&
      isVisible(world, file) &&
      file.stage === "completed";
    if (isOpen) return { status: 200, data: file.data, headers: { "content-type": file.type } };
    const headers = { "content-type": "text/html; charset=utf-8" };
    if (world.settings.login === "page") return { status: 200, text: LOGIN, headers };
    return { status: 302, headers: { location: `${address}/signin` } };
  }

  function replyTo(id: string, args: Record<string, unknown>): Said {
    try {
      return { status: 200, json: responseUrls.use(id, args) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 200) complain(`response_url: ${JSON.stringify(error.body)}`);
      return { status: error.status === 200 ? 400 : error.status, json: error.body };
    }
  }

  function takeFault(route: string): Fault | undefined {
    const planned = faults.find((one) => one.route === route && one.times > 0);
    if (planned) planned.times -= 1;
    return planned?.fault;
  }

  function ring(entry: Logged): void {
    for (const one of waiting.filter(({ route }) => route === entry.route)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.done(entry);
    }
    world.changed();
  }

  const isShown = ({ isGone, ephemeralFor }: FakeMessage) => !isGone && ephemeralFor === undefined;
  const messagesIn = (channel: string, thread?: string) =>
    world.messages.filter(
      (one) =>
        one.channel === channel &&
        isShown(one) &&
        (thread === undefined
          ? one.thread_ts === undefined || one.isBroadcast
          : one.ts === thread || one.thread_ts === thread),
    );

  return {
    origin: address,
    /** For `SLACK_API_URL`. */
    apiUrl: `${address}/api/`,
    authorizeUrl: authorizeUrl(),
    host: new URL(address).host,
    world,
    settings: world.settings,
    socket,
    person,
    log,
    /** What no well-made app does: wrong blocks, wrong arguments, foreign tokens. */
    complaints,
    deliveries: delivery.deliveries,
    /** Where events go from now on: to these addresses in turn; without any, to the socket. */
    sendTo: delivery.sendTo,
    /** Posts anything to the app, signed as told. */
    deliver: delivery.post,
    views,

    /** Makes the next calls of a route go wrong. */
    fail(route: string, fault: Fault, times = 1): void {
      faults.push({ route, fault, times });
    },
    mend(): void {
      faults.length = 0;
    },

    calls: (route: string) => log.filter((one) => one.route === route),
    /** Resolves when the next request of a route has arrived, before it is worked on. */
    arrival(route: string): Promise<Logged> {
      return new Promise((done) => waiting.push({ route, done }));
    },

    /** What people see in a channel, or in a thread; oldest first. */
    messagesIn,
    everyMessage: () => world.messages.filter(isShown),
    ephemeralsOf: (user: string) =>
      world.messages.filter(({ ephemeralFor, isGone }) => ephemeralFor === user && !isGone),
    filesIn: (channel: string, thread?: string): FakeFile[] =>
      messagesIn(channel, thread).flatMap(({ files }) => files),
    /** What the app uploaded to the end, shared or not. */
    uploads: (): FakeFile[] =>
      [...world.files.values()].filter(
        (file) => file.stage === "completed" && world.userOf(file.user).isBot,
      ),
    /** Which tokens were used with ids of a workspace. */
    tokensOf(team: string): string[] {
      const ids = [...world.channels.values()].filter((one) => one.team === team);
      const theirs = new Set([team, ...ids.map(({ id }) => id)]);
      const used = log.filter(({ args }) =>
        ["channel", "channel_id", "team_id"].some((name) => theirs.has(textOf(args[name]))),
      );
      return [...new Set(used.map(({ token }) => token))];
    },
    /** Lets every share land that is on its way. */
    landShares(): void {
      for (const file of world.files.values()) file.share?.();
    },

    /** Resolves with the first answer that is neither `undefined` nor `false`. */
    async until<T>(ask: () => T | undefined | false, ms = 15_000): Promise<T> {
      const { promise, resolve } = Promise.withResolvers<T>();
      const look = () => {
        const answer = ask();
        if (answer !== undefined && answer !== false) resolve(answer);
      };
      world.watchers.add(look);
      const patience = new AbortController();
      const late = sleep(ms, undefined, { signal: patience.signal }).then(
        () => {
          throw new Error(`nothing came within ${ms} ms: ${String(ask)}`);
        },
        () => promise,
      );
      try {
        look();
        return await Promise.race([promise, late]);
      } finally {
        patience.abort();
        world.watchers.delete(look);
      }
    },

    /** Any event of a workspace; `at` is when it happened, in epoch ms. */
    emit: (event: Record<string, unknown>, { team, at }: { team: string; at?: number }) => {
      const somebody = [...world.users.values()].find((one) => one.team === team && !one.isBot);
      return person(somebody?.id).emit(event, at);
    },

    /** Ends it; throws what Slack would have objected to. */
    async close(): Promise<void> {
      delivery.close();
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (complaints.length > 0) throw new Error(`Slack objects:\n${complaints.join("\n")}`);
    },
  };
}
export type FakeSlack = Awaited<ReturnType<typeof startSlack>>;

function bearerOf({ headers }: IncomingMessage): string {
  return /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
}

function basicOf({ headers }: IncomingMessage): string {
  const said = /^Basic (.+)$/.exec(headers.authorization ?? "")?.[1];
  return said === undefined ? "" : Buffer.from(said, "base64").toString();
}
