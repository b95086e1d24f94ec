import { setTimeout as sleep } from "node:timers/promises";
import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  Status,
} from "discord.js";
import { z } from "zod";
import { UserError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import { isTokenLost } from "../failures.ts";
import { guardedStrategy } from "./gateway-address.ts";
import type { Spot } from "./spots.ts";
import { spotIn } from "./spots.ts";

/** How long the rest of the bot waits for the first connection, in ms. */
const PATIENCE = 10_000;
/** How long to wait before another try to reach the gateway, in ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

const Named = z.object({ id: z.string() });
const Ready = z.object({ application: Named, user: Named });
const Guild = z.object({ id: z.string(), premium_tier: z.number() });
const Removed = z.object({ id: z.string(), unavailable: z.boolean().optional() });

export interface Shards {
  /** `auto`: as many as Discord recommends, all of them here. */
  readonly count: number | "auto";
  /** The one that this process holds; all of them when it is not named. */
  readonly index?: number | undefined;
}

interface GatewayDeps {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly shards: Shards;
  /** Whether people may also ask by naming us in a message. */
  readonly hearsMentions: boolean;
  /** How long the rest of the bot waits for the first connection, in ms; else 10 s. */
  readonly patience?: number;
  readonly log: Logger;
  onInteraction(raw: unknown): void;
  /** Any message that passes by, before anything is made of it; `us` is the id of our user. */
  onMessage(raw: unknown, us: string): void;
  onGuild(guild: string, tier: number): void;
  /** A guild has thrown us out. One that is only out of order for a while has not. */
  onRemoved(guild: string): void;
  /** Our own id, each time that a connection is made. */
  onReady(app: string): void;
}

/**
 * Our line to Discord. It reconnects and resumes by itself; while Discord cannot be reached at all,
 * it is tried again for ever.
 */
export function createGateway(deps: GatewayDeps) {
  const { token, patience = PATIENCE, log } = deps;
  let client: Client | undefined;
  let next: NodeJS.Timeout | undefined;
  let isStopped = false;

  /** Throws `UserError` when Discord does not know the token; retries whatever else goes wrong. */
  async function connect(wait: number): Promise<void> {
    client = createClient(deps);
    try {
      await client.login(token);
    } catch (error) {
      await client.destroy();
      if (isTokenLost(error)) throw wrongToken(error);
      log.warn({ err: error }, "Discord cannot be reached; trying again");
      if (isStopped) return;
      next = setTimeout(() => {
        connect(Math.min(LONGEST_WAIT, wait * 2)).catch((late: unknown) =>
          log.error({ err: late }, "Discord is given up"),
        );
      }, wait);
    }
  }

  return {
    /** Waits for a connection that is soon there; one that is not comes when it can. */
    async start(): Promise<void> {
      const connecting = connect(FIRST_WAIT);
      const decided = new AbortController();
      const late = sleep(patience, "late", { signal: decided.signal }).catch(() => "stopped");
      const first = await Promise.race([connecting, late]).finally(() => decided.abort());
      if (first !== "late") return;
      log.warn("Discord cannot be reached yet; the rest of the bot begins without it");
      connecting.catch((error: unknown) => log.error({ err: error }, "Discord is given up"));
    },

    isReady(): boolean {
      const connections = [...(client?.ws.shards.values() ?? [])];
      return connections.length > 0 && connections.every(({ status }) => status === Status.Ready);
    },

    /** What is known of a channel; `undefined` for one that we do not see. */
    spotOf: async (at: { guild: string; channel: string }): Promise<Spot | undefined> =>
      client && spotIn(client, at),

    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(next);
      await client?.destroy();
    },
  };
}

function createClient(deps: GatewayDeps): Client {
  const { apiUrl, shards, hearsMentions, log } = deps;
  const { count, index } = shards;
  const client = new Client({
    // Neither needs a switch in the portal; of messages that do not mention us we see no words.
    intents: hearsMentions
      ? [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]
      : [GatewayIntentBits.Guilds],
    ...(apiUrl === undefined ? {} : { rest: { api: apiUrl } }),
    ws: { buildStrategy: guardedStrategy },
    ...(count === "auto" ? { shards: "auto" } : { shardCount: count }),
    ...(index === undefined ? {} : { shards: [index] }),
    // We keep nothing of what passes by: whatever is needed stands in it. Of ourselves we keep what
    // our roles are.
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      GuildMemberManager: {
        maxSize: 0,
        keepOverLimit: ({ id, client: own }) => id === own.user?.id,
      },
      UserManager: 0,
    }),
  });
  let us: string | undefined;
  client.ws.on(GatewayDispatchEvents.Ready, (data: unknown) => {
    const { application, user } = Ready.parse(data);
    us = user.id;
    deps.onReady(application.id);
  });
  client.ws.on(GatewayDispatchEvents.MessageCreate, (data: unknown) => {
    if (us !== undefined) deps.onMessage(data, us);
  });
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: unknown) => {
    deps.onInteraction(data);
  });
  for (const event of [GatewayDispatchEvents.GuildCreate, GatewayDispatchEvents.GuildUpdate]) {
    client.ws.on(event, (data: unknown) => {
      const guild = Guild.safeParse(data);
      if (guild.success) deps.onGuild(guild.data.id, guild.data.premium_tier);
    });
  }
  client.ws.on(GatewayDispatchEvents.GuildDelete, (data: unknown) => {
    const left = Removed.safeParse(data);
    if (left.success && left.data.unavailable !== true) deps.onRemoved(left.data.id);
  });
  // Without a listener an error event would end the process.
  client.on(Events.Error, (error) => log.error({ err: error }, "the Discord client failed"));
  client.on(Events.ShardError, (error, shard) => {
    log.warn({ err: error, shard }, "a connection to Discord broke");
  });
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    log.error({ code, shard }, "Discord has closed a connection for good");
  });
  client.on(Events.ShardResume, (shard, replayed) => {
    log.info({ shard, replayed }, "a connection to Discord was resumed");
  });
  return client;
}

function wrongToken(cause: unknown): UserError {
  const sentence =
    "Discord does not know DISCORD_TOKEN. Copy it anew: Developer Portal, your application, Bot, Reset Token.";
  return new UserError(sentence, {}, { cause });
}
