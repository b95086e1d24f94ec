import { Routes } from "discord.js";
import { z } from "zod";
import type { Shelf } from "../../../store/shelf.ts";
import { buttonId } from "../../chat/button-id.ts";
import type { Message, PublishedClip } from "../../platform.ts";
import { isClosed } from "../failures.ts";
import type { Api } from "../line/api.ts";
import type { DiscordThread, MessageRef } from "../refs.ts";
import { draw, attachedTo } from "./draw.ts";
import { findMessage } from "./find-message.ts";
import { marked, markOf } from "./marks.ts";
import { contentOf } from "./multipart.ts";
import type { Naming } from "./texts.ts";

/** Discord remembers a nonce for minutes; after this long we look for the message first. */
const NONCE_HOLDS = 60_000;
/** For how long a step may be repeated after its first try, in ms. */
const REPEATED_FOR = 14 * 24 * 3_600_000;
const LONGEST_NONCE = 25;

const Answered = z.object({ id: z.string() });

export interface Post {
  readonly thread: DiscordThread;
  readonly message: Message;
  /** The same for each try, and for one message only. */
  readonly key: string;
  readonly clip?: PublishedClip;
  /** When it was first tried, in epoch ms; where nobody keeps that, it is noted. */
  readonly since?: number;
}

interface PostsDeps {
  readonly api: Api;
  /** Our own id on Discord. */
  readonly app: () => Promise<string>;
  readonly named: Naming;
  readonly memory: Shelf<string>;
  readonly now: () => number;
}

/**
 * Posts messages once, however often they are tried, by whichever process. What an earlier try has
 * posted says what was so then.
 */
export function createPosts({ api, app, named, memory, now }: PostsDeps) {
  return async function post(order: Post): Promise<MessageRef> {
    const { channel, parent } = order.thread;
    const since = order.since ?? (await firstTryOf(order));
    try {
      return await postIn(channel, order, since);
    } catch (error) {
      if (parent === undefined || !isClosed(error)) throw error;
      return postIn(parent, order, since);
    }
  };

  async function firstTryOf({ key }: Post): Promise<number> {
    const note = `tried ${key}`;
    const noted = await memory.get(note);
    if (noted !== undefined) return Number(noted);
    const at = now();
    await memory.set(note, String(at), REPEATED_FOR);
    return at;
  }

  async function postIn(channel: string, order: Post, since: number): Promise<MessageRef> {
    const isFresh = now() - since < NONCE_HOLDS;
    const found = isFresh ? undefined : await find(channel, order, since);
    return { channel, message: found ?? (await send(channel, order)) };
  }

  async function find(channel: string, { message, key, clip }: Post, since: number) {
    const buttons = (message.buttons ?? []).map(({ action, job }) => buttonId(action, job));
    const hasFiles = (clip ?? attachedTo(message)) !== undefined;
    const wanted = { channel, mark: markOf(key), buttons, hasFiles, since };
    return findMessage(api, { ...wanted, app: await app() });
  }

  async function send(channel: string, { message, key, clip }: Post): Promise<string> {
    // Cut, it could be the same as another's, and then Discord would post nothing.
    if (key.length > LONGEST_NONCE) throw new Error(`${key} is too long for a nonce`);
    const drawn = marked(draw(message, named, clip), key);
    const body = { ...drawn, nonce: key, enforce_nonce: true };
    const file = clip ?? attachedTo(message);
    const route = Routes.channelMessages(channel);
    const content = await contentOf(body, file);
    return Answered.parse(await api.call({ method: "POST", route, ...content })).id;
  }
}
export type Posting = ReturnType<typeof createPosts>;
