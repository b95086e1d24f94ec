import { Routes } from "discord.js";
import type { Shelf } from "../../../store/shelf.ts";
import type { Message } from "../../platform.ts";
import type { Api } from "../line/api.ts";
import { changeMessage } from "./change-message.ts";
import { draw } from "./draw.ts";
import type { Naming } from "./draw.ts";
import { codeOf } from "../failures.ts";
import type { Post } from "./posts.ts";
import { CLOSED } from "./posts.ts";
import type { DiscordThread, MessageRef } from "../refs.ts";
import { readMessage, writeMessage } from "../refs.ts";
import { timeOf } from "./snowflake.ts";
import type { Starters } from "./starters.ts";

/** Beyond an hour Discord bears only few edits of a message: a new one takes its place before. */
const EDITABLE_FOR = 55 * 60_000;
/** For how long it is known where a message has moved to, in ms. */
const HOLDS = 90 * 24 * 3_600_000;
const UNKNOWN_MESSAGE = 10008;

interface EditsDeps {
  readonly api: Api;
  /** Posts a card anew; called again, it finds what it has posted. */
  post(order: Post): Promise<MessageRef>;
  readonly starters: Starters;
  readonly named: Naming;
  readonly memory: Shelf<string>;
  readonly now: () => number;
}

/** Changes what messages say, wherever they have moved to, by whichever process. */
export function createEdits({ api, post, starters, named, memory, now }: EditsDeps) {
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
    if (card && next.tone !== "working") await starters.tell(thread, card, next);
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
      const code = codeOf(error) ?? 0;
      if (code === UNKNOWN_MESSAGE) return move(thread, { first, current }, next);
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

  return { edit, currentOf };
}

/** Where a message was posted first, and where it stands now. */
interface Places {
  readonly first: MessageRef;
  readonly current: MessageRef;
}

function movedKey(first: MessageRef): string {
  return `moved ${writeMessage(first)}`;
}
