import type { Hono } from "hono";
import { z } from "zod";
import type { Config } from "../config.ts";
import type { Guilds } from "../guilds/guilds.ts";
import type { Logger } from "../log.ts";
import type { Studio } from "../media/studio.ts";
import type { Platform } from "../platforms/platform.ts";
import { createFetch } from "../providers/http.ts";
import type { Queue } from "../queue/queue.ts";
import type { Quota } from "../quota/quota.ts";
import { claimOnce } from "../store/claims.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";

/** What the fetch of an attachment may take, in ms and bytes; its intake has narrower bounds. */
const ATTACHMENT = { connect: 10_000, stall: 15_000, total: 120_000, maxBytes: 100 * 2 ** 20 };

const { now } = Date;

export interface Chat {
  readonly platform: Platform;
  /** What it serves on our own web server. */
  readonly routes?: { readonly path: string; readonly app: Hono } | undefined;
}

interface ChatsDeps {
  readonly store: Store;
  readonly queue: Queue;
  readonly quota: Quota;
  readonly guilds: Guilds;
  readonly studio: Studio;
  /** Seals what only we may read. */
  readonly secret: string;
  readonly log: Logger;
}

/** Where people type, beside the playground. */
export async function openChats(config: Config, deps: ChatsDeps): Promise<Chat[]> {
  const { discord, slack } = config;
  return [
    ...(discord ? [await openDiscord(discord, config, deps)] : []),
    ...(slack ? [await openSlack(slack, config, deps)] : []),
  ];
}

async function openDiscord(
  discord: NonNullable<Config["discord"]>,
  { attachmentHosts }: Config,
  deps: ChatsDeps,
): Promise<Chat> {
  const { store, log } = deps;
  const { createDiscordPlatform } = await import("../platforms/discord/discord.ts");
  const platform = createDiscordPlatform({
    ...discord,
    attachmentHosts,
    fetch: createFetch({ limits: ATTACHMENT, namedHosts: attachmentHosts }),
    memory: createShelf(store, "discord", z.string(), now),
    claim: (id) => claimOnce(store.db, id, now()),
    onGone: await openLeave(deps),
    now,
    log,
  });
  return { platform };
}

async function openSlack(
  slack: NonNullable<Config["slack"]>,
  { attachmentHosts, maxImageBytes }: Config,
  deps: ChatsDeps,
): Promise<Chat> {
  const { store, quota, guilds, secret, log } = deps;
  const { createSlackPlatform } = await import("../platforms/slack/slack.ts");
  const { createOverview } = await import("../jobs/overview.ts");
  const { createPrice } = await import("../jobs/orders/price.ts");
  const { createSeal } = await import("../seal.ts");
  const seal = createSeal(secret, "slack installations");
  const platform = createSlackPlatform({
    ...slack,
    attachmentHosts,
    maxImageBytes,
    fetch: createFetch({ limits: ATTACHMENT, namedHosts: attachmentHosts }),
    memory: createShelf(store, "slack", z.string(), now),
    installations: createShelf(store, "slack installations", z.string(), now, seal),
    overview: createOverview({ store, quota }),
    priceOf: createPrice({ store, guilds, now }),
    claim: (id, holds) => claimOnce(store.db, id, now(), holds),
    onGone: await openLeave(deps),
    now,
    log,
  });
  return { platform, routes: platform.routes && { path: "/slack", app: platform.routes } };
}

/** What happens when a guild lets us go. */
async function openLeave({ store, queue, studio }: ChatsDeps) {
  const { createLeave } = await import("../jobs/leave.ts");
  const { createForgetOwn } = await import("../guilds/own.ts");
  const { clips, intake } = studio;
  const forgetOwn = createForgetOwn({ store, intake, now });
  return createLeave({ store, queue, clips, intake, forgetOwn, now });
}
