import { stat } from "node:fs/promises";
import { z } from "zod";
import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { remember } from "../../chat/remember.ts";
import type { Message, PublishedClip } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Diary } from "../diary.ts";
import { codeOf, isClosed } from "../failures.ts";
import type { MessageRef, SlackPlace, SlackThread } from "../refs.ts";
import { writeMessage } from "../refs.ts";
import { commentOf } from "./draw.ts";
import type { Files } from "./files.ts";
import type { Posts } from "./posts.ts";
import type { Shares } from "./shares.ts";

/** Slack's own bound, in bytes. */
const LARGEST = 1_000_000_000;

export const FileToken = z.object({ file: z.string() });

/** What is known of a file that goes up. */
type Uploaded = Pick<PublishedClip, "path" | "fileName" | "alt">;

interface UploadsDeps {
  readonly api: Api;
  readonly once: Diary;
  readonly posts: Posts;
  readonly memory: Shelf<string>;
  readonly files: Files;
  readonly shares: Shares;
  readonly log: Logger;
}

/** Brings files into threads: asked for, sent from the disk, completed once, and seen to be there. */
export function createUploads(deps: UploadsDeps) {
  const { api, files, shares, once, posts, memory, log } = deps;
  const refused = new Map<string, number>();

  async function send(thread: SlackPlace, clip: Uploaded): Promise<string> {
    try {
      return await files.send(thread, clip);
    } catch (error) {
      if (error instanceof PlatformError && error.failure === "too-large") {
        // Of the file that was sent: a still stands for a clip now and then.
        const { size } = await stat(clip.path);
        remember(refused, thread.team, Math.min(size, refused.get(thread.team) ?? Infinity));
      }
      throw error;
    }
  }

  async function complete(at: SlackPlace, file: string, clip: Uploaded, said: Message) {
    const { channel, ts: thread } = at;
    const comment = commentOf(said);
    await files.complete(at, file, { channel, thread, title: clip.alt, comment });
  }

  /**
   * Completes an upload, which can be done once: where that was done already, it is only waited for.
   * What Slack has thrown away meanwhile is sent again.
   */
  async function show(
    thread: SlackPlace,
    file: string,
    clip: Uploaded,
    said: Message,
    key: string,
  ): Promise<string> {
    try {
      await complete(thread, file, clip, said);
      return file;
    } catch (error) {
      if (codeOf(error) !== "file_not_found") throw error;
      if (await shares.isKnown(thread, file)) return file;
      const again = await send(thread, clip);
      await memory.set(fileKey(key), again);
      await complete(thread, again, clip, said);
      return again;
    }
  }

  async function publishIn(
    thread: SlackPlace,
    first: string,
    clip: Uploaded,
    said: Message,
    key: string,
  ): Promise<string> {
    const where = { team: thread, channel: thread.channel };
    const fileOf = async () => (await memory.get(fileKey(key))) ?? first;
    const { id } = await once(key, {
      async find() {
        const file = await fileOf();
        // Only what was completed is known: that is not done again, however slowly it is shown.
        return (await shares.isKnown(thread, file)) ? seen(file) : undefined;
      },
      make: async () => seen(await show(thread, await fileOf(), clip, said, key)),
    });
    return id;

    async function seen(file: string): Promise<string> {
      const ts = await shares.wait({ ...where, file });
      if (ts !== undefined) return writeMessage({ channel: thread.channel, ts, file });
      log.warn({ guild: `slack:${thread.team}`, file }, "a share never landed; posting a link");
      const permalink = await shares.permalink(thread, file);
      const text = `${commentOf(said)} ${permalink}`;
      const made = await posts.post({ at: thread, key: `${key}-link`, draw: () => ({ text }) });
      return writeMessage({ ...posts.refOf(made), file });
    }
  }

  async function publish(
    thread: SlackThread,
    file: string,
    clip: Uploaded,
    said: Message,
    key: string,
  ): Promise<string> {
    const directKey = `${key}-direct`;
    const direct = (channel: string) =>
      publishIn({ ...thread, channel, ts: undefined }, file, clip, said, directKey);
    // What was begun there is looked for there: Slack no longer says why it was.
    if (await memory.get(directKey)) return direct(await posts.directOf(thread));
    try {
      return await publishIn(thread, file, clip, said, key);
    } catch (error) {
      if (!isClosed(error)) throw error;
      const channel = await posts.directOf(thread);
      if (channel === thread.channel) throw error;
      return direct(channel);
    }
  }

  return {
    publish,

    async prepare(thread: SlackThread, clip: Uploaded) {
      return { file: await send(thread, clip) };
    },

    /** Posts a message that is its file, with its words beside it: once, like every other. */
    async post(
      thread: SlackThread,
      file: NonNullable<Message["file"]>,
      said: Message,
      key: string,
    ): Promise<string> {
      const sent = { ...file, alt: file.fileName };
      const known = await memory.get(fileKey(key));
      const id = known ?? (await send(thread, sent));
      // Before it is shown: whoever comes after a crash finds it by this.
      if (known === undefined) await memory.set(fileKey(key), id);
      return publish(thread, id, sent, said, key);
    },

    /** Half of what was refused there; else what Slack takes. */
    limitOf: ({ team }: SlackThread) =>
      Math.min(LARGEST, Math.floor((refused.get(team) ?? Infinity) / 2)),

    async remove(thread: SlackThread, { channel, ts, file }: MessageRef): Promise<void> {
      if (file !== undefined) await gone(api.call(thread, "files.delete", { file }));
      await gone(api.call(thread, "chat.delete", { channel, ts }));
    },
  };
}

async function gone(deleting: Promise<unknown>): Promise<void> {
  try {
    await deleting;
  } catch (error) {
    if (!(error instanceof PlatformError && error.failure === "gone")) throw error;
  }
}

function fileKey(key: string): string {
  return `file ${key}`;
}
