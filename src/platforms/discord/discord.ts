import { Routes } from "discord.js";
import { z } from "zod";
import { PlatformError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import type { Shelf } from "../../store/shelf.ts";
import type { Front, Message, Platform } from "../platform.ts";
import { createApi } from "./line/api.ts";
import type { Fetch } from "./hear/attachments.ts";
import { createAttachments } from "./hear/attachments.ts";
import { createCalm } from "../chat/calm.ts";
import { createCommandNames } from "./offer/command-names.ts";
import { drawCommand } from "./offer/commands.ts";
import { createEdits } from "./show/cards.ts";
import type { Shards } from "./line/gateway.ts";
import { createGateway } from "./line/gateway.ts";
import { createInvocations } from "./hear/invocations.ts";
import { drawMenu } from "./offer/menus.ts";
import { createCommandRules } from "./hear/mentions/command-rules.ts";
import { createMentions } from "./hear/mentions/mentions.ts";
import { createMentionPictures } from "./hear/mentions/pictures.ts";
import { createMentionReplies } from "./hear/mentions/replies.ts";
import { createUnderstand } from "./hear/mentions/understand.ts";
import { createPicks } from "./hear/picks.ts";
import { createPosts } from "./show/posts.ts";
import { readMessage, readPlace, readThread, topicIn, writeMessage, writeThread } from "./refs.ts";
import { registerCommands } from "./offer/register.ts";
import { remember } from "../chat/remember.ts";
import { createReplies } from "./hear/replies.ts";
import { createStarters } from "./show/starters.ts";
import { openThread } from "./show/threads.ts";
import { createTopics } from "../chat/topics.ts";
import { createTurns } from "../chat/turns.ts";
import { createUnanswered } from "./hear/unanswered.ts";
import { createUploadLimits } from "./show/upload-limits.ts";

/** Uploads at once: each holds a file's worth of buffers on its way. */
const UPLOADS = 3;
/** The shortest time between two edits of a message that only tell progress, in ms. */
const PAUSE = 5_000;
/** How long the rest of the bot waits for the first connection to Discord, in ms. */
const PATIENCE = 10_000;

const Me = z.object({ id: z.string() });
const Token = z.object({ since: z.number() });

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
  let me: string | undefined;
  let front: Front | undefined;
  let isRegistered = false;

  async function app(): Promise<string> {
    me ??= Me.parse(await api.call({ method: "GET", route: Routes.user() })).id;
    return me;
  }

  const names = createCommandNames({ memory, log });
  const named = names.in;
  async function idOf(command: string): Promise<string | undefined> {
    await names.recall(app);
    return names.idOf(command);
  }

  const post = createPosts({ api, app, named, memory, now });
  const starters = createStarters({ api, named, log });
  const edits = createEdits({ api, post, starters, named, memory, now });
  const calm = createCalm({ pauseOf: () => PAUSE, now, log });
  const limits = createUploadLimits({ api, now });
  const turns = createTurns(UPLOADS);
  const attachmentOf = createAttachments({ fetch: deps.fetch, hosts: deps.attachmentHosts });
  const picks = createPicks({ memory, attachmentOf });
  const topics = createTopics(memory);
  /** The languages of people who have used a command lately: with a message it is not told. */
  const languages = new Map<string, string>();
  const part = String(deps.shards.index ?? "all");
  const unanswered = createUnanswered({ api, named, memory, part, log });
  const take = createInvocations({
    api,
    reply: createReplies({ api, named, log }),
    attachmentOf,
    picks,
    unanswered,
    learn: (person, locale) => remember(languages, person, locale),
    log,
  });
  /** Threads that this process has just opened: nobody else can have posted there. */
  const opened = new Map<string, true>();

  const gateway = createGateway({
    ...deps,
    patience: deps.patience ?? PATIENCE,
    onInteraction(raw) {
      if (front) void take(raw, front);
    },
    onMention(raw, us) {
      if (front) void takeMention(raw, us, front);
    },
    onGuild: limits.learn,
    onRemoved(id) {
      const guild = `discord:${id}`;
      log.info({ guild }, "removed from a guild");
      deps
        .onGone(guild)
        .catch((error: unknown) => log.error({ err: error, guild }, "a guild could not be left"));
    },
    onReady(id) {
      me = id;
      // Each of our connections says so.
      if (isRegistered) return;
      isRegistered = true;
      const typed = front?.commands.map((command) => drawCommand(command)) ?? [];
      const clicked = front?.commands.flatMap((command) => drawMenu(command) ?? []) ?? [];
      const commands = [...typed, ...clicked];
      void registerCommands(id, commands, { api, memory, names, log });
    },
  });

  const takeMention = createMentions({
    api,
    spotOf: gateway.spotOf,
    understand: createUnderstand({
      topics,
      mayUse: createCommandRules({ api, app, idOf, now }),
    }),
    attachmentsOf: createMentionPictures({ attachmentOf, picks }),
    reply: createMentionReplies({ api, named, log }),
    localeOf: (person) => languages.get(person),
    claim: deps.claim,
    log,
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
      const { thread, isNew } = await openThread(readPlace(place), title, { api, log });
      if (isNew) remember(opened, thread.channel, true);
      return writeThread(thread);
    },

    async post(id, message, key) {
      const thread = readThread(id);
      await names.recall(app);
      const isFirst = opened.delete(thread.channel);
      const posted = writeMessage(
        await post({ thread, message, key }).catch(async (error: unknown) => {
          const mayPass = error instanceof PlatformError && error.failure === "unavailable";
          if (isFirst && !mayPass) await starters.giveUp(thread, message);
          throw error;
        }),
      );
      calm.posted(posted);
      await topics.shown(topicIn(thread), posted, message);
      return posted;
    },

    async edit(id, message, next, latest) {
      const thread = readThread(id);
      await names.recall(app);
      await topics.shown(topicIn(thread), message, next);
      const send = (said: Message) => edits.edit(thread, readMessage(message), said);
      await calm.edit(message, { next, send, latest });
    },

    async prepareUpload() {
      return { since: now() };
    },

    async publish(id, token, clip, message, key) {
      const thread = readThread(id);
      const { since } = Token.parse(token);
      try {
        const shown = await turns(() => post({ thread, message, key, clip, since }));
        await topics.filmed(topicIn(thread), message);
        return writeMessage(shown);
      } catch (error) {
        limits.refuse(thread.guild, clip, error);
        throw error;
      }
    },

    async remove(_thread, message) {
      const at = await edits.currentOf(readMessage(message));
      try {
        const route = Routes.channelMessage(at.channel, at.message);
        await api.call({ method: "DELETE", route });
      } catch (error) {
        if (!(error instanceof PlatformError && error.failure === "gone")) throw error;
      }
    },

    maxUploadBytes: (id) => limits.limitOf(readThread(id)),
  };
}
