import { vi } from "vitest";
import { createLog } from "../../../src/log.ts";
import type { DiscordDeps } from "../../../src/platforms/discord/discord.ts";
import { createDiscordPlatform } from "../../../src/platforms/discord/discord.ts";
import type { Platform } from "../../../src/platforms/platform.ts";
import { createFakeFront } from "../front.ts";
import { startDiscord } from "./discord.ts";
import { TOKEN } from "./world.ts";

/** How long it may take until the gateway knows us, in ms. */
const CONNECTED = { timeout: 15_000, interval: 10 };

interface StageOptions {
  readonly now?: () => number;
  readonly token?: string;
  readonly shards?: number;
  readonly hearsMentions?: boolean;
}

/** The Discord platform on a Discord of ours, with a bot behind it that does what a test tells it. */
export async function openDiscordStage({
  now = Date.now,
  token = TOKEN,
  shards,
  hearsMentions = true,
}: StageOptions = {}) {
  const discord = await startDiscord({ now, shards });
  const remembered = new Map<string, string>();
  const claimed = new Set<string>();
  const log = createLog(process.env["LOG"] ?? "silent");
  const gone: string[] = [];
  const running: Platform[] = [];

  const create = (part?: DiscordDeps["shards"]) =>
    createDiscordPlatform({
      token,
      apiUrl: discord.apiUrl,
      shards: part ?? { count: "auto" },
      attachmentHosts: [new URL(discord.origin).host],
      fetch: (url, init) => fetch(url, init),
      hearsMentions,
      patience: 1_000,
      claim: async (id) => claimed.size < claimed.add(id).size,
      onGone: async (guild) => void gone.push(guild),
      memory: {
        get: async (key) => remembered.get(key),
        set: async (key, value) => void remembered.set(key, value),
        delete: async (key) => void remembered.delete(key),
      },
      now,
      log,
    });
  const platform = create();
  const bot = createFakeFront(() => platform);

  return {
    discord,
    platform,
    bot,
    remembered,
    gone,

    /** Connects, if it can. */
    async begin(): Promise<void> {
      running.push(platform);
      await platform.start(bot.front);
    },
    /** Connects, and waits until the commands are registered. */
    async start(): Promise<void> {
      await this.begin();
      await vi.waitFor(() => {
        if (discord.world.commands.length === 0) throw new Error("no commands yet");
      }, CONNECTED);
    },
    /** Another process of the same bot, that talks to nobody. */
    another: create,

    async close(): Promise<void> {
      await Promise.all(running.map((one) => one.stop()));
      await discord.close();
    },
  };
}
/** Two processes of the same bot, each with somebody of its own behind it, both connected. */
export async function startTwins({ discord, another }: DiscordStage) {
  const twins = [0, 1].map(() => {
    const platform = another();
    return { platform, ...createFakeFront(() => platform) };
  });
  await Promise.all(twins.map(({ platform, front }) => platform.start(front)));
  await vi.waitFor(() => {
    const isReady = discord.gateway.shards().length === 2 && discord.world.commands.length > 0;
    if (!isReady) throw new Error("not both yet");
  }, CONNECTED);
  return twins;
}

export type DiscordStage = Awaited<ReturnType<typeof openDiscordStage>>;
