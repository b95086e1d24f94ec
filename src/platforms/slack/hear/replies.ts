import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import { wordsFor } from "../../../words.ts";
import type { Message, Reply } from "../../platform.ts";
import type { Api } from "../api.ts";
import { isClosed } from "../failures.ts";
import type { Team } from "../refs.ts";
import { isDirect } from "../refs.ts";
import { commentOf, draw } from "../show/draw.ts";
import type { Drawn } from "../show/draw.ts";
import type { Files } from "../show/files.ts";
import type { Posts } from "../show/posts.ts";

const TIMEOUT = 10_000;

/** Where somebody waits for an answer. */
export interface Asker {
  readonly team: Team;
  readonly user: string;
  readonly channel: string | undefined;
  /** The thread in which they asked. */
  readonly thread: string | undefined;
  /** Slack's own address for answers, for half an hour. */
  readonly responseUrl: string | undefined;
  /** They see the job's own messages where they asked, and need no word about it. */
  readonly seesJob: boolean;
  /** The message whose button was pressed. */
  readonly pressed: { readonly channel: string; readonly ts: string } | undefined;
}

interface RepliesDeps {
  readonly api: Api;
  readonly posts: Posts;
  readonly files: Files;
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  readonly log: Logger;
}

interface Attached {
  readonly path: string;
  readonly fileName: string;
  readonly alt: string;
}

/** Answers people, for their eyes only unless somebody else is called. Never throws: a reply that cannot be shown is logged. */
export function createReplies({ api, posts, files, fetch, log }: RepliesDeps) {
  async function answer(asker: Asker, message: Message): Promise<void> {
    if (message.mention !== undefined && asker.channel !== undefined) {
      return ask(asker, asker.channel, message);
    }
    if (message.picture) await show(asker, message, pictureIn(message.picture));
    if (message.file) await show(asker, message, { ...message.file, alt: message.file.fileName });
    const drawn = draw(withPlace(message), "plain");
    const { responseUrl, channel } = asker;
    if (responseUrl !== undefined && (await respond(responseUrl, drawn))) return;
    if (channel === undefined || isDirect(channel)) return tell(asker, drawn);
    try {
      const { team, user, thread } = asker;
      const at = { channel, user, ...(thread === undefined ? {} : { thread_ts: thread }) };
      await api.call(team, "chat.postEphemeral", { ...at, ...drawn });
    } catch (error) {
      if (!(error instanceof PlatformError && error.failure === "forbidden")) throw error;
      await tell(asker, drawn);
    }
  }

  /** Somebody else is called: everybody sees it, in the thread where it belongs. */
  async function ask(asker: Asker, channel: string, message: Message): Promise<void> {
    const { team, user, thread: ts } = asker;
    const key = `question ${(message.buttons ?? []).map(({ job }) => job).join(" ")}`;
    await posts.post({
      at: { ...team, user, channel, ts },
      key,
      draw: (look) => draw(message, look === "text" ? "text" : "plain"),
    });
  }

  /** Whether it was taken: after half an hour, and after five answers, it is not. */
  async function respond(responseUrl: string, drawn: Drawn): Promise<boolean> {
    const body = JSON.stringify({ response_type: "ephemeral", replace_original: false, ...drawn });
    try {
      const response = await fetch(new URL(responseUrl), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      await response.body?.cancel();
      return response.ok;
    } catch (error) {
      log.debug({ err: error }, "an answer was not taken");
      return false;
    }
  }

  async function change(
    team: Team,
    pressed: NonNullable<Asker["pressed"]>,
    message: Message,
  ): Promise<void> {
    try {
      await api.call(team, "chat.update", { ...pressed, ...draw(message, "plain") });
    } catch (error) {
      log.debug({ err: error }, "a message whose button was pressed could not be changed");
    }
  }

  /** A file goes to the direct conversation: Slack shows none for one pair of eyes elsewhere. */
  async function show(asker: Asker, message: Message, { alt, ...sent }: Attached): Promise<void> {
    const { team } = asker;
    const file = await files.send(team, sent);
    const shown = { title: alt, comment: commentOf(message) };
    await privately(asker, (at) => files.complete(team, file, { ...at, ...shown }));
  }

  /** In the direct conversation with them. */
  async function tell(asker: Asker, drawn: Drawn): Promise<void> {
    await privately(asker, async ({ channel, thread }) => {
      const at = { channel, ...(thread === undefined ? {} : { thread_ts: thread }) };
      await api.call(asker.team, "chat.postMessage", { ...at, ...drawn });
    });
  }

  /** Where they are alone with us: there where they asked, unless that is with somebody else. */
  async function privately(
    { team, user, channel, thread }: Asker,
    say: (at: { channel: string; thread: string | undefined }) => Promise<void>,
  ): Promise<void> {
    try {
      if (channel !== undefined && isDirect(channel)) return await say({ channel, thread });
    } catch (error) {
      if (!isClosed(error)) throw error;
    }
    const direct = await posts.directOf({ ...team, user, channel: "" });
    return say({ channel: direct, thread: undefined });
  }

  return async function reply(asker: Asker, { message, job, instead }: Reply): Promise<void> {
    try {
      if (instead && asker.pressed) await change(asker.team, asker.pressed, instead);
      const isShown = job !== undefined && asker.seesJob && message.tone !== "bad";
      if (!isShown) await answer(asker, message);
    } catch (error) {
      log.warn({ err: error, guild: `slack:${asker.team.team}` }, "a reply could not be shown");
    }
  };
}
export type Replying = ReturnType<typeof createReplies>;

function pictureIn(picture: NonNullable<Message["picture"]>): Attached {
  return { ...picture, fileName: "rushes.png" };
}

/** What stands alone where somebody asked says where its picture or its file is. */
function withPlace(message: Message): Message {
  const { picture, file, locale = "en", text } = message;
  if (!picture && !file) return message;
  const say = wordsFor(locale);
  const where = file
    ? say("The file is in your direct messages with me.")
    : say("The picture is in your direct messages with me.");
  return { ...message, text: `${text} ${where}` };
}
