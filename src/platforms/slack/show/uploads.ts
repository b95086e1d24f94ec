import { openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { PlatformError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { remember } from "../../chat/remember.ts";
import { createTurns } from "../../chat/turns.ts";
import type { Message, PublishedClip } from "../../platform.ts";
import type { Api } from "../api.ts";
import type { Diary } from "../diary.ts";
import { codeOf, isClosed } from "../failures.ts";
import type { MessageRef, SlackPlace, SlackThread } from "../refs.ts";
import { writeMessage } from "../refs.ts";
import { commentOf } from "./draw.ts";
import type { Posts } from "./posts.ts";
import { createShares } from "./shares.ts";

/** Uploads at once: each holds a file's worth of buffers on its way. */
const UPLOADS = 3;
const TIMEOUT = 15 * 60_000;
/** Slack's own bound, in bytes. */
const LARGEST = 1_000_000_000;
const TITLE = 200;

const Prepared = z.object({ upload_url: z.url(), file_id: z.string() });
export const FileToken = z.object({ file: z.string() });

interface UploadsDeps {
  readonly api: Api;
  readonly once: Diary;
  readonly posts: Posts;
  readonly memory: Shelf<string>;
  /** Sends a file's bytes; Slack's address for it carries its own right, and needs no token. */
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  readonly log: Logger;
}

/** Brings files into threads: asked for, sent from the disk, completed once, and seen to be there. */
export function createUploads(deps: UploadsDeps) {
  const { api, once, posts, memory, log } = deps;
  const turns = createTurns(UPLOADS);
  const shares = createShares({ api, pause });
  const refused = new Map<string, number>();

  async function send(thread: SlackPlace, clip: PublishedClip): Promise<string> {
    const { path, fileName: filename } = clip;
    // Of the file that is sent: a still stands for a clip now and then.
    const { size: length } = await stat(path);
    try {
      const prepared = await api.call(thread, "files.getUploadURLExternal", { filename, length });
      const { upload_url: url, file_id: file } = Prepared.parse(prepared);
      await turns(async () => pour(new URL(url), path, deps.fetch));
      return file;
    } catch (error) {
      if (error instanceof PlatformError && error.failure === "too-large") {
        remember(refused, thread.team, Math.min(length, refused.get(thread.team) ?? Infinity));
      }
      throw error;
    }
  }

  async function complete(thread: SlackPlace, file: string, clip: PublishedClip, said: Message) {
    await api.call(thread, "files.completeUploadExternal", {
      // No alternative text here: with it, Slack keeps the file and shows it nowhere.
      files: [{ id: file, title: clip.alt.slice(0, TITLE) }],
      channel_id: thread.channel,
      ...(thread.ts === undefined ? {} : { thread_ts: thread.ts }),
      initial_comment: commentOf(said),
    });
  }

  /**
   * Completes an upload, which can be done once: where that was done already, it is only waited for.
   * What Slack has thrown away meanwhile is sent again.
   */
  async function show(
    thread: SlackPlace,
    file: string,
    clip: PublishedClip,
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
    clip: PublishedClip,
    said: Message,
    key: string,
  ): Promise<string> {
    const where = { team: thread, channel: thread.channel };
    const fileOf = async () => (await memory.get(fileKey(key))) ?? first;
    const { id } = await once(key, {
      async find() {
        const file = await fileOf();
        const ts = await shares.glance({ ...where, file });
        return ts === undefined ? undefined : writeMessage({ channel: thread.channel, ts, file });
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

  return {
    async prepare(thread: SlackThread, clip: PublishedClip) {
      return { file: await send(thread, clip) };
    },

    async publish(
      thread: SlackThread,
      file: string,
      clip: PublishedClip,
      said: Message,
      key: string,
    ): Promise<string> {
      try {
        return await publishIn(thread, file, clip, said, key);
      } catch (error) {
        if (!isClosed(error) || thread.channel.startsWith("D")) throw error;
        const channel = await posts.directOf(thread);
        return publishIn({ ...thread, channel, ts: undefined }, file, clip, said, `${key}-direct`);
      }
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

/** Streams a file from the disk. */
async function pour(url: URL, path: string, fetch: UploadsDeps["fetch"]): Promise<void> {
  const body = await openAsBlob(path, { type: "application/octet-stream" });
  const signal = AbortSignal.timeout(TIMEOUT);
  const response = await fetch(url, { method: "POST", body, signal, redirect: "error" }).catch(
    (error: unknown) => {
      throw new PlatformError("unavailable", "the upload broke off", { cause: error });
    },
  );
  await response.body?.cancel();
  if (response.ok) return;
  const failure = response.status === 413 ? "too-large" : "unavailable";
  throw new PlatformError(failure, `Slack answered an upload with ${response.status}`);
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
