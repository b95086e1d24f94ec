import type { Logger } from "../../log.ts";
import type { Ask, Attachment, Front, Reply } from "../platform.ts";
import type { Bell } from "./bell.ts";
import type { ClipShelf } from "./clip-shelf.ts";
import type { LocalMessages } from "./messages.ts";
import { typed, typedLine } from "./typed.ts";
import { CHANNEL } from "./views.ts";

export const GUILD = "local:playground";

/** Whoever sits at the keyboard owns the machine, and so the bot. */
export const PERSON = {
  id: "local:you",
  name: "You",
  isAdmin: true,
  isModerator: true,
  isOperator: true,
};

export interface LocalAsk {
  /** The same for a request that is sent again. */
  readonly id: string;
  readonly ask: Ask;
  readonly attachments: Readonly<Record<string, Attachment>>;
  readonly locale: string;
}

/** The reply of the bot, and when it is done with the attachments. */
export interface Answer {
  readonly reply: Reply;
  readonly done: Promise<void>;
}

/** How many messages of the channel are shown, and looked through. */
export const HISTORY = 200;

interface FrontDeskDeps {
  readonly messages: LocalMessages;
  readonly clips: ClipShelf;
  readonly bell: Bell;
  readonly log: Logger;
}

/** Takes what people ask to the bot, and writes both what was said and what was answered down. */
export function createFrontDesk({ messages, clips, bell, log }: FrontDeskDeps) {
  let front: Front | undefined;

  async function say({ id, ask, attachments, locale }: LocalAsk): Promise<void> {
    const said = typed(ask, front?.commands ?? [], locale);
    const [picture] = Object.values(attachments);
    await messages.add({
      thread: CHANNEL,
      key: `said:${id}`,
      body: {
        author: "you",
        message: { kind: "text", tone: "neutral", text: typedLine(said) },
        invocation: id,
        typed: said,
        picture: picture?.name,
        job: ask.kind === "action" ? ask.job : undefined,
      },
    });
    bell.ring();
  }

  async function writeDown({ id }: LocalAsk, reply: Reply): Promise<void> {
    const { job } = reply;
    const message = await clips.keepAttached(reply.message);
    const body = { author: "rushes" as const, message, invocation: id, job: job?.id };
    await messages.add({ thread: CHANNEL, key: `reply:${id}`, body });
    bell.ring();
  }

  return {
    /** What is served; `undefined` until the bot has started. */
    get front(): Front | undefined {
      return front;
    },

    open(next: Front): void {
      front = next;
    },

    close(): void {
      front = undefined;
    },

    /** Resolves with the first reply. `undefined` when the bot takes nothing, or answered nothing. */
    async ask(request: LocalAsk): Promise<Answer | undefined> {
      const serving = front;
      if (!serving) return undefined;
      if (request.ask.kind === "command") await say(request);

      const replied = Promise.withResolvers<Reply | undefined>();
      const done = serving
        .answer({
          id: request.id,
          platform: "local",
          guild: GUILD,
          person: PERSON,
          place: CHANNEL,
          channels: [CHANNEL],
          ask: request.ask,
          attachments: request.attachments,
          locale: request.locale,
          checkPlace: () => undefined,
          reply: async (reply) => replied.resolve(reply),
        })
        .catch((error: unknown) => log.error({ err: error }, "an invocation was not answered"))
        .finally(() => replied.resolve(undefined));

      const reply = await replied.promise;
      if (!reply) return undefined;
      const { ask } = request;
      if (ask.kind === "command") await writeDown(request, reply);
      else if (opensThread(ask.job, reply)) {
        await say(request);
        await writeDown(request, reply);
      }
      return { reply, done };
    },
  };
}

/** Whether a button has begun something that reports in a thread of its own. */
function opensThread(pressed: string, { job }: Reply): boolean {
  const [about = ""] = pressed.split(".");
  return job !== undefined && job.home === undefined && job.id !== about;
}

export type FrontDesk = ReturnType<typeof createFrontDesk>;
