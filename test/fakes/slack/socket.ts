import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { World } from "./world.ts";
import { APP_ID } from "./world.ts";

/** Clients give up after 30 s without one. */
const PING_EVERY = 10_000;

interface SocketDeps {
  readonly world: World;
  readonly server: Server;
  readonly url: () => string;
}

/** What came back to an envelope; `undefined` is silence, or a connection that broke. */
export type Acknowledged = { readonly payload: unknown } | undefined;

/** Socket Mode: an app connects, hears envelopes, and acknowledges each. */
export function createSocket({ world, server, url }: SocketDeps) {
  const sockets = new WebSocketServer({ server, path: "/link" });
  const open = new Set<WebSocket>();
  const tickets = new Set<string>();
  const awaited = new Map<string, (heard: Acknowledged) => void>();
  const waiting = new Set<() => void>();
  const settings = { isDown: false, isBrief: false };
  let turn = 0;

  sockets.on("connection", (socket, request) => {
    const ticket = new URL(request.url ?? "", url()).searchParams.get("ticket") ?? "";
    if (!tickets.delete(ticket) || settings.isDown) return socket.terminate();
    open.add(socket);
    socket.on("message", (bytes: Buffer) => hear(JSON.parse(bytes.toString())));
    socket.on("close", () => {
      open.delete(socket);
      world.changed();
    });
    tell(socket, {
      type: "hello",
      num_connections: open.size,
      debug_info: { host: "fake", build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: APP_ID },
    });
    if (settings.isBrief) socket.close();
    for (const done of waiting) done();
    waiting.clear();
    return undefined;
  });

  const pings = setInterval(() => {
    for (const socket of open) socket.ping();
  }, PING_EVERY);
  pings.unref();

  function hear({ envelope_id, payload }: { envelope_id: string; payload?: unknown }): void {
    awaited.get(envelope_id)?.({ payload });
  }

  /** Connections take turns, as with Slack: which one hears what is not to be relied on. */
  function next(): WebSocket | undefined {
    turn += 1;
    return [...open][turn % Math.max(1, open.size)];
  }

  return {
    get connections() {
      return open.size;
    },
    get isDown() {
      return settings.isDown;
    },
    set isDown(value: boolean) {
      settings.isDown = value;
    },

    /** Closes each connection as soon as it stands, as where too many are open. */
    set isBrief(value: boolean) {
      settings.isBrief = value;
    },

    link(): string {
      const ticket = world.newId("t");
      tickets.add(ticket);
      return `${url()}?ticket=${ticket}&app_id=${APP_ID}`;
    },

    /** Sends one envelope, and waits for what comes back to it. */
    async send(envelope: Record<string, unknown>, within: number): Promise<Acknowledged> {
      const socket = next();
      if (!socket) return undefined;
      const id = world.newId("e");
      const { promise, resolve } = Promise.withResolvers<Acknowledged>();
      const gone = () => resolve(undefined);
      const patience = new AbortController();
      awaited.set(id, resolve);
      socket.on("close", gone);
      tell(socket, { ...envelope, envelope_id: id });
      const late = sleep(within, undefined, { signal: patience.signal, ref: false });
      const heard = await Promise.race([promise, late.catch(() => undefined)]);
      patience.abort();
      socket.off("close", gone);
      awaited.delete(id);
      return heard;
    },

    /** Resolves when an app has connected next. */
    connected(): Promise<void> {
      return new Promise((done) => waiting.add(done));
    },

    /** Asks every client to connect anew, as Slack does every few hours. */
    refresh(reason = "refresh_requested"): void {
      for (const socket of open) tell(socket, { type: "disconnect", reason, debug_info: {} });
    },

    /** Cuts every connection without a word. */
    drop(): void {
      for (const socket of open) socket.terminate();
    },

    close(): void {
      clearInterval(pings);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
export type Socket = ReturnType<typeof createSocket>;

function tell(socket: WebSocket, what: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(what));
}
