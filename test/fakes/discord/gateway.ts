import type { Server } from "node:http";
import type { APIMessage } from "discord.js";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { Shapes } from "./shapes.ts";
import { snowflake } from "./snowflakes.ts";
import type { FakeMessage, World } from "./world.ts";
import { APP, TOKEN } from "./world.ts";

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  /** What was dispatched, so that a resume finds what it has missed. */
  readonly sent: { s: number; t: string; d: unknown }[];
  socket: WebSocket | undefined;
}

interface GatewayDeps {
  readonly world: World;
  readonly shapes: Shapes;
  readonly server: Server;
  readonly url: () => string;
  note(entry: Record<string, unknown>): void;
}

/** The intents that decide what a session is told. */
const GUILDS = 1 << 0;
const GUILD_MESSAGES = 1 << 9;

/** Discord's gateway: hello, identify, heartbeat, resume, and whatever is dispatched. */
export function createGateway({ world, shapes, server, url, note }: GatewayDeps) {
  const sockets = new WebSocketServer({ server, path: "/gateway" });
  const sessions = new Map<string, Session>();
  const settings = {
    isDown: false,
    canResume: true,
    heartbeat: 5_000,
    /** What it names as its addresses, where these are not its own. */
    url: undefined as string | undefined,
    resumeUrl: undefined as string | undefined,
  };

  sockets.on("connection", (socket) => {
    note({ ws: settings.isDown ? "refused" : "connect" });
    if (settings.isDown) return socket.close(1011);
    tell(socket, { op: 10, d: { heartbeat_interval: settings.heartbeat, _trace: [] } });
    socket.on("message", (bytes: Buffer) => hear(socket, JSON.parse(bytes.toString())));
    socket.on("close", (code) => {
      note({ ws: "close", code });
      for (const session of sessions.values()) {
        if (session.socket === socket) session.socket = undefined;
      }
    });
    return undefined;
  });

  function hear(socket: WebSocket, { op, d }: { op: number; d: Record<string, unknown> }): void {
    note({ ws: "recv", op, ...(op === 2 ? { intents: d["intents"] } : {}) });
    if (op === 1) return tell(socket, { op: 11 });
    if (op === 2) return identify(socket, d);
    if (op === 6) return resume(socket, d);
    return undefined;
  }

  function identify(socket: WebSocket, d: Record<string, unknown>): void {
    if (d["token"] !== TOKEN) return socket.close(4004);
    const intents = Number(d["intents"]);
    const shard = (d["shard"] ?? [0, 1]) as [number, number];
    const id = `session-${snowflake(world.now())}`;
    const session: Session = { id, shard, intents, sent: [], socket };
    sessions.set(id, session);
    const ours = [...world.guilds.keys()].filter(
      (guild) => isOn(guild, shard) && !world.left.has(guild),
    );
    const sees = (intents & GUILDS) !== 0;
    push(session, "READY", {
      v: 10,
      user: world.users.get(APP),
      guilds: sees ? ours.map((guild) => ({ id: guild, unavailable: true })) : [],
      session_id: id,
      resume_gateway_url: settings.resumeUrl ?? url(),
      shard,
      application: { id: APP, flags: 0 },
      private_channels: [],
      relationships: [],
    });
    if (sees) for (const guild of ours) push(session, "GUILD_CREATE", shapes.guildCreate(guild));
  }

  function resume(socket: WebSocket, d: Record<string, unknown>): void {
    const session = sessions.get(String(d["session_id"]));
    if (!session || !settings.canResume) return tell(socket, { op: 9, d: false });
    session.socket = socket;
    for (const missed of session.sent.filter(({ s }) => s > Number(d["seq"]))) {
      tell(socket, { op: 0, ...missed });
    }
    return push(session, "RESUMED", {});
  }

  function push(session: Session, t: string, d: unknown): void {
    const event = { s: session.sent.length + 1, t, d };
    session.sent.push(event);
    if (session.socket) tell(session.socket, { op: 0, ...event });
  }

  return {
    settings,
    /** Which shards are connected. */
    shards: () => [...sessions.values()].filter(({ socket }) => socket).map(({ shard }) => shard),

    /** Tells every session that serves this guild; a session that has dropped hears it on resume. */
    dispatch(t: string, d: unknown, guild: string): void {
      for (const session of sessions.values()) {
        if (isOn(guild, session.shard)) push(session, t, d);
      }
    },

    /**
     * Tells of a new message whoever listens to messages. Its words, files and buttons are for the
     * app alone that wrote it or is mentioned in it; of one that it answers the same is true.
     */
    tellOf(message: FakeMessage, guild: string): void {
      const { nonce: _nonce, nonceAt: _at, ...told } = asShownTo(APP, message);
      for (const session of sessions.values()) {
        const listens = (session.intents & GUILD_MESSAGES) !== 0;
        if (listens && isOn(guild, session.shard)) push(session, "MESSAGE_CREATE", told);
      }
    },

    /** Cuts every connection. With code 4000 the bot may resume. */
    drop(code = 4_000): void {
      for (const socket of sockets.clients) socket.close(code);
    },

    /** Forgets sessions whose bot is dead, so that its events go nowhere. */
    forget(): void {
      sessions.clear();
    },

    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** What an app sees of a message that may not read all of them. */
function asShownTo<Message extends APIMessage>(app: string, message: Message): Message {
  const answered = message.referenced_message;
  const shown = answered
    ? { ...message, referenced_message: asShownTo(app, answered) }
    : { ...message };
  if (message.author.id === app || message.mentions.some(({ id }) => id === app)) return shown;
  return { ...shown, content: "", embeds: [], attachments: [], components: [] };
}

function isOn(guild: string, [shard, count]: readonly [number, number]): boolean {
  return Number((BigInt(guild) >> 22n) % BigInt(count)) === shard;
}

function tell(socket: WebSocket, what: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(what));
}
