import { z } from "zod";
import type { Config } from "./config.ts";
import type { Logger } from "./log.ts";
import type { Pictures } from "./media/pictures.ts";
import type { Platform } from "./platforms/platform.ts";
import { createFetch } from "./providers/http.ts";
import type { Model, VideoProvider } from "./providers/provider.ts";
import { createEmbeddedQueue } from "./queue/embedded.ts";
import type { Queue } from "./queue/queue.ts";
import { createShelf } from "./store/shelf.ts";
import { openSqlite } from "./store/sqlite.ts";
import type { Store } from "./store/store.ts";

// The adapters that the configuration chooses. What is heavy is loaded only when it is used: an idle
// bot stays small.

/** How long a picture may take to be made ready for a model, in ms. */
const PREPARING = 60_000;
/** What the fetch of an attachment may take, in ms and bytes; its intake has narrower bounds. */
const ATTACHMENT = { connect: 10_000, stall: 15_000, total: 120_000, maxBytes: 100 * 2 ** 20 };

const { now } = Date;

export async function openStore(config: Config, dataDir: string, log: Logger): Promise<Store> {
  const { databaseUrl: url } = config;
  if (url === undefined) return openSqlite(dataDir);
  const { openPostgres } = await import("./store/postgres.ts");
  return openPostgres({ url, dataDir, log });
}

export async function openQueue(config: Config, store: Store, log: Logger): Promise<Queue> {
  const { databaseUrl: url } = config;
  if (url === undefined) return createEmbeddedQueue({ store, now, log });
  const { createPgBossQueue } = await import("./queue/pg-boss.ts");
  return createPgBossQueue({ store, url, now, log });
}

export async function openOpenAi(
  config: NonNullable<Config["openai"]>,
  { models, pictures, log }: { models: readonly Model[]; pictures: Pictures; log: Logger },
): Promise<VideoProvider> {
  const { createOpenAiProvider } = await import("./providers/openai/openai.ts");
  return createOpenAiProvider(config, {
    catalogue: models,
    preparePicture: (from, to, width, height) =>
      pictures.prepare({
        from,
        to,
        width,
        height,
        format: "jpeg",
        signal: AbortSignal.timeout(PREPARING),
      }),
    log,
  });
}

/** Where people type, beside the playground. */
export async function openChats(config: Config, store: Store, log: Logger): Promise<Platform[]> {
  const { discord, attachmentHosts } = config;
  if (!discord) return [];
  const { createDiscordPlatform } = await import("./platforms/discord/discord.ts");
  return [
    createDiscordPlatform({
      ...discord,
      attachmentHosts,
      fetch: createFetch({ limits: ATTACHMENT, namedHosts: attachmentHosts }),
      memory: createShelf(store, "discord", z.string(), now),
      now,
      log,
    }),
  ];
}
