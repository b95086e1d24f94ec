import { Routes } from "discord.js";
import { PlatformError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import { wordsFor } from "../../words.ts";
import type { Message } from "../platform.ts";
import type { Api } from "./api.ts";
import { draw, drawLink } from "./draw.ts";
import { codeOf } from "./failures.ts";
import type { Post, Posted } from "./posts.ts";
import type { DiscordThread, MessageRef } from "./refs.ts";
import { readMessage } from "./refs.ts";
import { remember } from "../chat/remember.ts";
import { timeOf } from "./snowflake.ts";

/** Beyond an hour Discord bears only few edits of a message: a new one takes its place before. */
const EDITABLE_FOR = 55 * 60_000;
const ARCHIVED = 50083;
const UNKNOWN_MESSAGE = 10008;

interface EditsDeps {
  readonly api: Api;
  /** Posts a card anew; called again, it finds what it has posted. */
  post(order: Post): Promise<Posted>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Changes what messages say, wherever they have moved to. */
export function createEdits({ api, post, now, log }: EditsDeps) {
  const moved = new Map<string, MessageRef>();

  async function edit(thread: DiscordThread, first: MessageRef, next: Message): Promise<void> {
    const current = moved.get(first.message) ?? first;
    const isOld = next.tone === "working" && now() - timeOf(current.message) > EDITABLE_FOR;
    if (isOld) return move(thread, first, current, next);
    try {
      await patch(current, draw(next));
    } catch (error) {
      if (codeOf(error) !== UNKNOWN_MESSAGE) throw error;
      await move(thread, first, current, next);
    }
    if (next.tone !== "working") await tellStarter(thread, current, next);
  }

  async function patch({ channel, message }: MessageRef, body: object): Promise<void> {
    const change = () =>
      api.call({ method: "PATCH", route: Routes.channelMessage(channel, message), body });
    try {
      await change();
    } catch (error) {
      if (codeOf(error) !== ARCHIVED) throw error;
      await api.call({
        method: "PATCH",
        route: Routes.channel(channel),
        body: { archived: false },
      });
      await change();
    }
  }

  /** The card goes on as a new message, and the old one disappears. */
  async function move(
    thread: DiscordThread,
    first: MessageRef,
    current: MessageRef,
    next: Message,
  ): Promise<void> {
    const { channel, message } = current;
    await api
      .call({ method: "DELETE", route: Routes.channelMessage(channel, message) })
      .catch(() => undefined);
    const place = { ...thread, channel };
    const posted = await post({ thread: place, message: next, key: `c${message}` });
    if (posted.isOld) await patch(posted, draw(next));
    remember(moved, first.message, posted);
  }

  /** The answer that the thread hangs on says how it ended, if it is still there. */
  async function tellStarter(
    { guild, channel, parent }: DiscordThread,
    card: MessageRef,
    next: Message,
  ): Promise<void> {
    if (parent === undefined || next.kind !== "card" || next.since !== undefined) return;
    const target = next.result === undefined ? card : readMessage(next.result);
    const url = `https://discord.com/channels/${guild}/${target.channel}/${target.message}`;
    const label = wordsFor(next.locale ?? "en")(next.result === undefined ? "Open" : "Watch");
    try {
      await patch({ channel: parent, message: channel }, drawLink(next, label, url));
    } catch (error) {
      const mayPass = error instanceof PlatformError && error.failure === "unavailable";
      if (mayPass) throw error;
      log.debug({ err: error, guild: `discord:${guild}` }, "an answer could not be edited");
    }
  }

  return edit;
}
