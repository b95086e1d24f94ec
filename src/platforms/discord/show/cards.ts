import { Routes } from "discord.js";
import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { createCalm } from "../../chat/calm.ts";
import type { Message } from "../../platform.ts";
import { codeOf, isClosed } from "../failures.ts";
import type { Api } from "../line/api.ts";
import type { DiscordThread, MessageRef } from "../refs.ts";
import { readMessage, writeMessage } from "../refs.ts";
import { changeMessage } from "./change-message.ts";
import { draw } from "./draw.ts";
import type { Posting } from "./posts.ts";
import { timeOf } from "./snowflake.ts";
import type { Starters } from "./starters.ts";
import type { Naming } from "./texts.ts";

/** The shortest time between two edits of a message that only tell progress, in ms. */
const PAUSE = 5_000;
/** Beyond an hour Discord bears only few edits of a message: a new one takes its place before. */
const EDITABLE_FOR = 55 * 60_000;
/** For how long it is known where a message has moved to, in ms. */
const HOLDS = 90 * 24 * 3_600_000;
const UNKNOWN_MESSAGE = 10008;

interface CardsDeps {
  readonly api: Api;
  readonly post: Posting;
  readonly starters: Starters;
  readonly named: Naming;
  readonly memory: Shelf<string>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Changes what messages say, calmly, wherever they have moved to, by whichever process. */
export function createCards({ api, post, starters, named, memory, now, log }: CardsDeps) {
  const calm = createCalm({ pauseOf: () => PAUSE, now, log });

  async function currentOf(first: MessageRef): Promise<MessageRef> {
    const moved = await memory.get(movedKey(first));
    return moved === undefined ? first : readMessage(moved);
  }

  async function edit(thread: DiscordThread, first: MessageRef, next: Message): Promise<void> {
    const current = await currentOf(first);
    const isOld = next.tone === "working" && now() - timeOf(current.message) > EDITABLE_FOR;
    if (isOld) {
      await move(thread, { first, current }, next);
      return;
    }
    const card = await change(thread, { first, current }, next);
    if (card && next.tone !== "working") await starters.lead(thread, card, next);
  }

  /** Where it stands now; `undefined` when it could be told only outside of its thread. */
  async function change(
    thread: DiscordThread,
    { first, current }: Places,
    next: Message,
  ): Promise<MessageRef | undefined> {
    try {
      await changeMessage(api, current, draw(next, named));
      return current;
    } catch (error) {
      if (codeOf(error) === UNKNOWN_MESSAGE) return move(thread, { first, current }, next);
      if (next.tone === "working" || !isClosed(error)) throw error;
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
    if (next.result !== undefined) return starters.lead(place, card, next);
    if (await starters.hold(place, next)) return true;
    const around = { guild, channel: parent, limit };
    await post({ thread: around, message: next, key: `e${card.message}` });
    return true;
  }

  /** The card goes on as a new message, and the old one disappears. */
  async function move(
    thread: DiscordThread,
    { first, current: { channel, message } }: Places,
    next: Message,
  ): Promise<MessageRef> {
    await api
      .call({ method: "DELETE", route: Routes.channelMessage(channel, message) })
      .catch(() => undefined);
    const place = { ...thread, channel };
    const posted = await post({ thread: place, message: next, key: `c${message}` });
    await memory.set(movedKey(first), writeMessage(posted), HOLDS);
    // Another process may have posted it before, and then it says what was so then.
    await changeMessage(api, posted, draw(next, named));
    return posted;
  }

  return {
    posted: (id: string) => calm.posted(id),

    async edit(
      thread: DiscordThread,
      id: string,
      next: Message,
      latest?: () => Promise<Message>,
    ): Promise<void> {
      const send = (message: Message) => edit(thread, readMessage(id), message);
      await calm.edit(id, { next, send, latest });
    },

    /** Takes one back, where it still exists. */
    async remove(id: string): Promise<void> {
      const { channel, message } = await currentOf(readMessage(id));
      try {
        await api.call({ method: "DELETE", route: Routes.channelMessage(channel, message) });
      } catch (error) {
        if (!(error instanceof PlatformError && error.failure === "gone")) throw error;
      }
    },
  };
}

/** Where a message was posted first, and where it stands now. */
interface Places {
  readonly first: MessageRef;
  readonly current: MessageRef;
}

function movedKey(first: MessageRef): string {
  return `moved ${writeMessage(first)}`;
}
