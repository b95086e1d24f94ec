import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Hono } from "hono";
import { UserError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import type { Said } from "../../said.ts";
import type { Shelf } from "../../store/shelf.ts";
import type { Front, Platform } from "../platform.ts";
import { createApi } from "./api.ts";
import type { Draft } from "./draft.ts";
import { createDiary } from "./diary.ts";
import { isTokenLost } from "./failures.ts";
import type { Fetch } from "./hear/attachments.ts";
import type { Desk } from "./hear/desk.ts";
import { createDesk } from "./hear/create-desk.ts";
import { createEars } from "./hear/ears.ts";
import { createReplies } from "./hear/replies.ts";
import { createUnanswered } from "./hear/unanswered.ts";
import type { Overview } from "./overview.ts";
import { createTopics } from "../chat/topics.ts";
import type { Access } from "./line/access.ts";
import { openLine } from "./line/access.ts";
import { isDirect, readMessage, readPlace, readThread, topicIn, writeThread } from "./refs.ts";
import { createCards } from "./show/cards.ts";
import type { Look } from "./show/draw.ts";
import { draw } from "./show/draw.ts";
import { createFiles } from "./show/files.ts";
import { createLooks } from "./show/look.ts";
import { createPosts } from "./show/posts.ts";
import { createShares } from "./show/shares.ts";
import { openThread } from "./show/threads.ts";
import { createUploads, FileToken } from "./show/uploads.ts";

/** The one switch: clients that show no plans get plain blocks. */
const LOOK: Look = "plan";

export interface SlackDeps {
  readonly access: Access;
  /** Where its Web API is, when not at Slack's: a proxy, or a test. */
  readonly apiUrl: string | undefined;
  /** `host:port` from which attachments are fetched too. */
  readonly attachmentHosts: readonly string[];
  /** The largest picture that may be used. */
  readonly maxImageBytes: number;
  /** Refuses private addresses that the operator has not named. */
  readonly fetch: Fetch;
  /** What must be known over a restart: what was posted, which buttons a video has. */
  readonly memory: Shelf<string>;
  /** The workspaces that have installed us, sealed. */
  readonly installations: Shelf<string>;
  /** How somebody's videos and their budget stand. */
  readonly overview: (guild: string, person: string) => Promise<Overview>;
  /** Answers `true` once for each id, to whichever process asks first; kept for `holds` ms. */
  readonly claim: (id: string, holds?: number) => Promise<boolean>;
  /** What this would cost a guild; nothing where that cannot be said. */
  readonly priceOf: (guild: string, draft: Draft) => Promise<Said | undefined>;
  /** A workspace has let us go: its jobs end. */
  readonly onGone: (guild: string) => Promise<void>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Rushes on Slack: commands, mentions, forms and threads in workspaces. */
export function createSlackPlatform(deps: SlackDeps): Platform & { readonly routes?: Hono } {
  const { now, log, memory, apiUrl } = deps;
  const line = openLine(deps.access, deps);
  const { tokens } = line;
  const api = createApi({ tokens, apiUrl, now, log });
  const looks = createLooks(LOOK);
  const once = createDiary({ memory, now });
  const posts = createPosts({ api, once, looks, memory });
  const cards = createCards({ ...deps, api, posts, looks });
  const send: Fetch = (url, init) => fetch(url, init);
  const files = createFiles({ api });
  const shares = createShares({ api, pause });
  const topics = createTopics(memory);
  const uploads = createUploads({ api, files, shares, once, posts, memory, log });

  const reply = createReplies({ api, posts, files, fetch: send, log });

  // Over HTTP several processes may listen.
  const part = deps.access.kind === "socket" ? "socket" : hostname();
  const unanswered = createUnanswered({ reply, memory, part, log });

  let desk: Desk | undefined;
  const ears = createEars({
    desk: () => desk,
    onGone: (event) => line.gone(event, deps.onGone),
  });

  return {
    name: "slack",
    routes: line.routes,

    async start(front: Front) {
      desk = createDesk({ ...deps, front, api, tokens, posts, topics, reply, unanswered });
      await checkToken();
      await unanswered.tellAll();
      await line.start(ears);
    },

    isReady: () => line.isReady(),

    async stop() {
      await line.stop();
      await ears.settle();
      desk = undefined;
    },

    async openThread(place, title, key) {
      return writeThread(await openThread(readPlace(place), title, { posts, key }));
    },

    async post(id, message, key) {
      const thread = readThread(id);
      if (message.file) return uploads.post(thread, message.file, message, key);
      const made = await posts.post({ at: thread, key, draw: (look) => draw(message, look) });
      cards.posted(thread, made.id);
      await topics.shown(topicIn(thread, thread), made.id, message);
      return made.id;
    },

    async edit(id, message, next, latest) {
      const thread = readThread(id);
      await topics.shown(topicIn(thread, thread), message, next);
      await cards.edit(thread, message, next, latest);
      if (next.kind === "card" && next.tone !== "working")
        void desk?.homes.ended(thread, thread.user);
    },

    async tell(place, message) {
      const { user, channel, ts, answerUrl: responseUrl, ...team } = readPlace(place);
      // In a channel, words in a thread are seen by those alone who have it open.
      const thread = isDirect(channel) ? ts : undefined;
      const where = { channel, thread, responseUrl, seesJob: false, pressed: undefined };
      await reply({ team, user, ...where }, { message });
    },

    prepareUpload: (id, clip) => uploads.prepare(readThread(id), clip),

    async publish(id, token, clip, message, key) {
      const thread = readThread(id);
      const { file } = FileToken.parse(token);
      const shown = await uploads.publish(thread, file, clip, message, key);
      await cards.keepButtons(shown, message.buttons);
      await topics.filmed(topicIn(thread, thread), message);
      return shown;
    },

    async remove(id, message) {
      const at = await cards.currentOf(message);
      await uploads.remove(readThread(id), { ...readMessage(message), ...at });
    },

    maxUploadBytes: async (id) => uploads.limitOf(readThread(id)),
  };

  /** Throws `UserError` for a token that Slack does not take; whatever else goes wrong may pass. */
  async function checkToken(): Promise<void> {
    if (deps.access.kind !== "socket") return;
    try {
      await api.me({ team: "" });
    } catch (error) {
      if (!isTokenLost(error)) return;
      const sentence =
        "Slack does not take SLACK_BOT_TOKEN. Copy it anew: your app, OAuth & Permissions, Bot User OAuth Token.";
      throw new UserError(sentence, {}, { cause: error });
    }
  }
}
