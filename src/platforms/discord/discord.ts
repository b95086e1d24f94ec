import type { Logger } from "../../log.ts";
import type { Shelf } from "../../store/shelf.ts";
import { createTopics } from "../chat/topics.ts";
import type { Front, Platform } from "../platform.ts";
import type { Fetch } from "./hear/attachments.ts";
import { createEars } from "./hear/ears.ts";
import { createUnanswered } from "./hear/unanswered.ts";
import { createApi } from "./line/api.ts";
import type { Shards } from "./line/gateway.ts";
import { createGateway } from "./line/gateway.ts";
import { createMe } from "./line/me.ts";
import { createCommandNames } from "./offer/command-names.ts";
import { drawCommands } from "./offer/commands.ts";
import { registerCommands } from "./offer/register.ts";
import { readPlace, readThread, topicIn, writeMessage, writeThread } from "./refs.ts";
import { createCards } from "./show/cards.ts";
import { createPosts } from "./show/posts.ts";
import { createStarters } from "./show/starters.ts";
import { openThread } from "./show/threads.ts";
import { createUploadLimits } from "./show/upload-limits.ts";
import { createUploads } from "./show/uploads.ts";

export interface DiscordDeps {
  readonly token: string;
  /** Where its API is, when not at Discord's: a proxy, or a test. */
  readonly apiUrl: string | undefined;
  readonly shards: Shards;
  /** `host:port` from which attachments are fetched too. */
  readonly attachmentHosts: readonly string[];
  /** Refuses private addresses that the operator has not named. */
  readonly fetch: Fetch;
  /** Whether people may also ask by naming us in a message; it takes one more intent. */
  readonly hearsMentions: boolean;
  /** Answers `true` once for each id, to whichever process asks first. */
  readonly claim: (id: string) => Promise<boolean>;
  /** A guild has let us go: whatever is in the making there ends. */
  readonly onGone: (guild: string) => Promise<void>;
  /** How long the rest of the bot waits for the first connection, in ms; else 10 s. */
  readonly patience?: number;
  /** Small things to remember over a restart. */
  readonly memory: Shelf<string>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Rushes on Discord: slash commands, buttons and threads in guilds. */
export function createDiscordPlatform(deps: DiscordDeps): Platform {
  const { now, log, memory } = deps;
  const api = createApi(deps);
  const me = createMe(api);
  const app = me.id;
  const names = createCommandNames({ app, memory, log });
  const named = names.in;

  const post = createPosts({ api, app, named, memory, now });
  const starters = createStarters({ api, named, log });
  const cards = createCards({ api, post, starters, named, memory, now, log });
  const limits = createUploadLimits({ api, now });
  const uploads = createUploads({ post, limits, now });
  const topics = createTopics(memory);

  const part = String(deps.shards.index ?? "all");
  const unanswered = createUnanswered({ api, named, memory, part, log });
  let front: Front | undefined;
  const ears = createEars({
    ...deps,
    front: () => front,
    api,
    app,
    named,
    idOf: names.idOf,
    spotOf: (at) => gateway.spotOf(at),
    topics,
    unanswered,
  });

  let isRegistered = false;
  const gateway = createGateway({
    ...deps,
    onInteraction: ears.interaction,
    onMessage: ears.message,
    onGuild: limits.learn,
    onRemoved(id) {
      const guild = `discord:${id}`;
      log.info({ guild }, "removed from a guild");
      deps
        .onGone(guild)
        .catch((error: unknown) => log.error({ err: error, guild }, "a guild could not be left"));
    },
    onReady(id) {
      me.learn(id);
      // Each of our connections says so.
      if (isRegistered) return;
      isRegistered = true;
      const commands = drawCommands(front?.commands ?? []);
      void registerCommands(id, commands, { api, memory, names, log });
    },
  });

  return {
    name: "discord",

    async start(serving) {
      front = serving;
      await unanswered.tellAll();
      await gateway.start();
    },

    isReady: () => gateway.isReady() && api.isTokenTaken(),

    async stop() {
      front = undefined;
      await gateway.stop();
    },

    async openThread(place, title) {
      return writeThread(await openThread(readPlace(place), title, { api, log }));
    },

    async post(id, message, key) {
      const thread = readThread(id);
      await names.recall();
      const posted = writeMessage(await post({ thread, message, key }));
      cards.posted(posted);
      await topics.shown(topicIn(thread), posted, message);
      return posted;
    },

    async edit(id, message, next, latest) {
      const thread = readThread(id);
      await names.recall();
      await topics.shown(topicIn(thread), message, next);
      await cards.edit(thread, message, next, latest);
    },

    async tell(place, message) {
      await names.recall();
      await starters.tell(readPlace(place), message);
    },

    prepareUpload: async () => uploads.prepare(),

    async publish(id, token, clip, message, key) {
      const thread = readThread(id);
      const shown = await uploads.publish(thread, token, clip, message, key);
      await topics.filmed(topicIn(thread), message);
      return writeMessage(shown);
    },

    remove: (_thread, message) => cards.remove(message),

    maxUploadBytes: async (id) => limits.limitOf(readThread(id)),
  };
}
