import { Routes } from "discord.js";
import { remember } from "../chat/remember.ts";
import type { Message } from "../platform.ts";
import type { Api } from "./api.ts";
import { changeMessage } from "./change-message.ts";
import { draw } from "./draw.ts";
import type { Naming } from "./draw.ts";
import { codeOf } from "./failures.ts";
import type { Post, Posted } from "./posts.ts";
import { CLOSED } from "./posts.ts";
import type { DiscordThread, MessageRef } from "./refs.ts";
import { timeOf } from "./snowflake.ts";
import type { Starters } from "./starters.ts";

/** Beyond an hour Discord bears only few edits of a message: a new one takes its place before. */
const EDITABLE_FOR = 55 * 60_000;
const UNKNOWN_MESSAGE = 10008;

interface EditsDeps {
  readonly api: Api;
  /** Posts a card anew; called again, it finds what it has posted. */
  post(order: Post): Promise<Posted>;
  readonly starters: Starters;
  readonly named: Naming;
  readonly now: () => number;
}

/** Changes what messages say, wherever they have moved to. */
export function createEdits({ api, post, starters, named, now }: EditsDeps) {
  const moved = new Map<string, MessageRef>();

  async function edit(thread: DiscordThread, first: MessageRef, next: Message): Promise<void> {
    const current = moved.get(first.message) ?? first;
    const isOld = next.tone === "working" && now() - timeOf(current.message) > EDITABLE_FOR;
    if (isOld) {
      await move(thread, first, next);
      return;
    }
    const card = await change(thread, first, next);
    if (card && next.tone !== "working") await starters.tell(thread, card, next);
  }

  /** Where it stands now; `undefined` when it could be told only outside of its thread. */
  async function change(
    thread: DiscordThread,
    first: MessageRef,
    next: Message,
  ): Promise<MessageRef | undefined> {
    const current = moved.get(first.message) ?? first;
    try {
      await changeMessage(api, current, draw(next, named));
      return current;
    } catch (error) {
      const code = codeOf(error) ?? 0;
      if (code === UNKNOWN_MESSAGE) return move(thread, first, next);
      if (next.tone === "working" || !CLOSED.includes(code)) throw error;
      if (!(await endElsewhere(thread, current, next))) throw error;
      return undefined;
    }
  }

  /** The thread is closed to us: how it ended is said in its channel. */
  async function endElsewhere(
    place: DiscordThread,
    card: MessageRef,
    next: Message,
  ): Promise<boolean> {
    const { guild, parent, limit } = place;
    if (parent === undefined) return false;
    // The video is in the channel already, and a line with a link to it is enough.
    if (next.result !== undefined) return starters.tell(place, card, next);
    if (await starters.hold(place, next)) return true;
    const around = { guild, channel: parent, limit };
    await post({ thread: around, message: next, key: `e${card.message}` });
    return true;
  }

  /** The card goes on as a new message, and the old one disappears. */
  async function move(
    thread: DiscordThread,
    first: MessageRef,
    next: Message,
  ): Promise<MessageRef> {
    const { channel, message } = moved.get(first.message) ?? first;
    await api
      .call({ method: "DELETE", route: Routes.channelMessage(channel, message) })
      .catch(() => undefined);
    const place = { ...thread, channel };
    const posted = await post({ thread: place, message: next, key: `c${message}` });
    if (posted.isOld) await changeMessage(api, posted, draw(next, named));
    remember(moved, first.message, posted);
    return posted;
  }

  return edit;
}
