import { z } from "zod";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { createCalm } from "../../chat/calm.ts";
import { remember } from "../../chat/remember.ts";
import type { Button, Message } from "../../platform.ts";
import type { Api } from "../api.ts";
import { codeOf } from "../failures.ts";
import type { MessageRef, SlackThread } from "../refs.ts";
import { readMessage, writeMessage } from "../refs.ts";
import { draw } from "./draw.ts";
import type { PaceDeps } from "./pace.ts";
import { createPace } from "./pace.ts";
import type { Looks } from "./look.ts";
import type { Posts } from "./posts.ts";

/** The shortest time between two edits of a card that only tell progress, in ms. */
const PAUSE = 3_000;
/** For how long the last edit of a card waits for Slack, in ms. */
const PATIENCE = 65_000;
/** For how long a video's buttons are kept, in ms. */
const BUTTONS_HOLD = 90 * 24 * 3_600_000;
const LOST = ["message_not_found", "cant_update_message", "edit_window_closed", "block_mismatch"];

const Buttons = z.array(
  z.object({
    action: z.string(),
    label: z.string(),
    job: z.string(),
    look: z.enum(["primary", "secondary", "danger"]),
  }),
);

interface CardsDeps {
  readonly api: Api;
  readonly posts: Posts;
  readonly looks: Looks;
  readonly memory: Shelf<string>;
  readonly claim: PaceDeps["claim"];
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Changes what messages say, calmly over all cards of a workspace. The buttons of a finished video
 * stand on its card: Slack shows none beside a file.
 */
export function createCards({ api, posts, looks, memory, claim, now, log }: CardsDeps) {
  const lines = new Map<string, Promise<void>>();
  const calm = createCalm({ pauseOf: () => PAUSE, now, log });
  const paced = createPace({ claim, now });

  /** Edits of one card go out one after the other: one that is still under way never comes last. */
  async function inLine(key: string, work: () => Promise<void>): Promise<void> {
    const before = lines.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    remember(lines, key, mine);
    try {
      await mine;
    } finally {
      if (lines.get(key) === mine) lines.delete(key);
    }
  }

  async function change(thread: SlackThread, at: MessageRef, next: Message): Promise<void> {
    const { channel, ts } = at;
    const more = next.result === undefined ? [] : await buttonsOf(next.result);
    // News of progress are not worth waiting for; the last word is.
    const options = { patience: next.tone === "working" ? 0 : PATIENCE };
    await looks(thread.team, (look) =>
      api.call(thread, "chat.update", { channel, ts, ...draw(next, look, more) }, options),
    );
  }

  async function edit(thread: SlackThread, id: string, next: Message): Promise<void> {
    const moved = await memory.get(movedKey(id));
    const current = readMessage(moved ?? id);
    try {
      await change(thread, current, next);
    } catch (error) {
      if (!LOST.includes(codeOf(error) ?? "")) throw error;
      await move(thread, { id, current }, next);
    }
  }

  /** The card goes on as a new message. */
  async function move(
    thread: SlackThread,
    { id, current }: { id: string; current: MessageRef },
    next: Message,
  ): Promise<void> {
    const made = await posts.post({
      at: thread,
      key: `after ${writeMessage(current)}`,
      draw: (look) => draw(next, look),
    });
    await memory.set(movedKey(id), made.id);
    if (made.isOld || next.result !== undefined) await change(thread, readMessage(made.id), next);
  }

  async function buttonsOf(result: string): Promise<Button[]> {
    const kept = await memory.get(buttonsKey(result));
    return kept === undefined ? [] : Buttons.parse(JSON.parse(kept));
  }

  return {
    posted: (thread: SlackThread, id: string) => calm.posted(`${thread.team}/${id}`),

    async edit(
      thread: SlackThread,
      id: string,
      next: Message,
      latest?: () => Promise<Message>,
    ): Promise<void> {
      const { team } = thread;
      const key = `${team}/${id}`;
      const waits = Promise.withResolvers<void>();
      const send = (message: Message) => {
        const isProgress = message.tone === "working";
        const onWait = isProgress ? waits.resolve : () => {};
        const work = () => inLine(key, () => edit(thread, id, message));
        return paced({ team, key, isProgress, onWait, send: work });
      };
      const sent = calm.edit(key, { next, send, latest });
      waits.promise
        .then(() => sent)
        .catch((error: unknown) => log.warn({ err: error }, "a card could not be edited"));
      // Nobody waits for progress to be seen.
      await Promise.race([sent, waits.promise]);
    },

    /** Keeps what stands below a video for its card. */
    async keepButtons(result: string, buttons: readonly Button[] = []): Promise<void> {
      await memory.set(buttonsKey(result), JSON.stringify(buttons), BUTTONS_HOLD);
    },

    /** Where a message has moved to. */
    async currentOf(id: string): Promise<MessageRef> {
      return readMessage((await memory.get(movedKey(id))) ?? id);
    },
  };
}

function movedKey(id: string): string {
  return `moved ${id}`;
}

function buttonsKey(result: string): string {
  return `buttons ${result}`;
}
