import { z } from "zod";
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import type { Platform } from "../platforms/platform.ts";
import { createFetch } from "../providers/http.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";

/** What the fetch of an attachment may take, in ms and bytes; its intake has narrower bounds. */
const ATTACHMENT = { connect: 10_000, stall: 15_000, total: 120_000, maxBytes: 100 * 2 ** 20 };

const { now } = Date;

/** Where people type, beside the playground. */
export async function openChats(config: Config, store: Store, log: Logger): Promise<Platform[]> {
  const { discord, attachmentHosts } = config;
  if (!discord) return [];
  const { createDiscordPlatform } = await import("../platforms/discord/discord.ts");
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
