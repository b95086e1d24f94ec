import { Routes } from "discord.js";
import { z } from "zod";
import type { Message, PublishedClip } from "../platform.ts";
import type { Api } from "./api.ts";
import { buttonId } from "../chat/button-id.ts";
import { draw, attachedTo } from "./draw.ts";
import type { Naming } from "./draw.ts";
import { codeOf } from "./failures.ts";
import { findMessage } from "./find-message.ts";
import { formOf } from "./form.ts";
import type { DiscordThread, MessageRef } from "./refs.ts";

/** Discord remembers a nonce for minutes; after this long we look for the message first. */
const NONCE_HOLDS = 60_000;
const LONGEST_NONCE = 25;
/** The thread is gone, locked or closed to us: its channel may not be. */
export const CLOSED: readonly number[] = [10003, 10008, 50001, 50013, 160_005, 50083];

const Answered = z.object({ id: z.string() });

export interface Post {
  readonly thread: DiscordThread;
  readonly message: Message;
  /** The same for each try, and for one message only. */
  readonly key: string;
  readonly clip?: PublishedClip;
  /** When it was first tried, in epoch ms; unknown for what another process may have tried. */
  readonly since?: number;
}

interface PostsDeps {
  readonly api: Api;
  /** Our own id on Discord. */
  readonly app: () => Promise<string>;
  readonly named: Naming;
  readonly now: () => number;
}

/** A message that is there now. */
export interface Posted extends MessageRef {
  /** An earlier try had posted it: it says what was so then. */
  readonly isOld: boolean;
}

/** Posts messages once, however often they are tried, by whichever process. */
export function createPosts({ api, app, named, now }: PostsDeps) {
  return async function post(order: Post): Promise<Posted> {
    const { channel, parent } = order.thread;
    try {
      return await postIn(channel, order);
    } catch (error) {
      if (parent === undefined || !CLOSED.includes(codeOf(error) ?? 0)) throw error;
      return postIn(parent, order);
    }
  };

  async function postIn(channel: string, order: Post): Promise<Posted> {
    const isFresh = order.since !== undefined && now() - order.since < NONCE_HOLDS;
    const found = isFresh ? undefined : await find(channel, order);
    const message = found ?? (await send(channel, order));
    return { channel, message, isOld: found !== undefined };
  }

  async function find(channel: string, { message, clip }: Post): Promise<string | undefined> {
    const [first] = message.buttons ?? [];
    if (!first) return undefined;
    // A job's card begins with another button than its video.
    const button = buttonId(first.action, first.job);
    return findMessage(api, { channel, button, hasFiles: clip !== undefined, app: await app() });
  }

  async function send(channel: string, { message, key, clip }: Post): Promise<string> {
    // Cut, it could be the same as another's, and then Discord would post nothing.
    if (key.length > LONGEST_NONCE) throw new Error(`${key} is too long for a nonce`);
    const body = { ...draw(message, named, clip), nonce: key, enforce_nonce: true };
    const file = clip ?? attachedTo(message);
    const form = file ? await formOf(body, file) : undefined;
    const route = Routes.channelMessages(channel);
    return Answered.parse(await api.call({ method: "POST", route, body, form })).id;
  }
}
