import type { Logger } from "../../log.ts";
import type { Message } from "../platform.ts";
import { remember } from "./remember.ts";

interface Shown {
  at: number;
  /** What it says apart from its facts. */
  news: string | undefined;
  /** What is to be shown next, and when. */
  waiting: NodeJS.Timeout | undefined;
}

interface CalmDeps {
  /** The shortest time between two edits of a message that only tell progress, in ms. */
  pauseOf(id: string): number;
  readonly now: () => number;
  readonly log: Logger;
}

/** How one message is edited. */
interface Edit {
  readonly next: Message;
  send(next: Message): Promise<void>;
  /** What it ought to say by now: somebody else may have told the end meanwhile. */
  latest?(): Promise<Message>;
}

/**
 * Lets edits of one message through with a pause between them, the newest alone. One that says more
 * than progress, or than facts such as how many people like what, goes at once, and whatever waited
 * is dropped.
 */
export function createCalm({ pauseOf, now, log }: CalmDeps) {
  const messages = new Map<string, Shown>();

  function shownOf(id: string): Shown {
    const known = messages.get(id) ?? { at: 0, news: undefined, waiting: undefined };
    remember(messages, id, known);
    return known;
  }

  return {
    /** It has just been posted, and says what is so. */
    posted(id: string): void {
      shownOf(id).at = now();
    },

    /** Waits only for an edit that goes at once, and throws only what that throws. */
    async edit(id: string, { next, send, latest = async () => next }: Edit): Promise<void> {
      const shown = shownOf(id);
      clearTimeout(shown.waiting);
      shown.waiting = undefined;
      const news = newsOf(next);
      const isCalm = next.tone === "working" || news === shown.news;
      const wait = isCalm ? shown.at + pauseOf(id) - now() : 0;
      if (wait <= 0) {
        shown.at = now();
        // News that did not get through stay news.
        shown.news = undefined;
        await sendTrue(next, { send, latest });
        shown.news = news;
        return;
      }
      shown.waiting = setTimeout(() => {
        shown.waiting = undefined;
        shown.at = now();
        latest()
          .then((known) => sendTrue(known, { send, latest }))
          .catch((error: unknown) => log.warn({ err: error }, "a card could not be edited"));
      }, wait).unref();
    },
  };
}

/** Another process may tell the end while progress is on its way: then the end comes once more. */
async function sendTrue(next: Message, how: Required<Pick<Edit, "send" | "latest">>) {
  await how.send(next);
  if (next.tone !== "working") return;
  const known = await how.latest();
  if (known.tone !== "working") await how.send(known);
}

function newsOf({ tone, text, quote, buttons, result }: Message): string {
  return JSON.stringify([tone, text, quote, buttons, result]);
}
