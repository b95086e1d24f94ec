import { stat } from "node:fs/promises";
import { z } from "zod";
import { PlatformError } from "../../../errors.ts";
import { loadOf, sendLoad } from "../../chat/load.ts";
import { createTurns } from "../../chat/turns.ts";
import type { Api } from "../api.ts";
import type { Team } from "../refs.ts";

/** Uploads at once: each holds a file's worth of buffers on its way. */
const UPLOADS = 3;
const TIMEOUT = 15 * 60_000;
const TITLE = 200;

const Prepared = z.object({ upload_url: z.url(), file_id: z.string() });

interface Shown {
  readonly channel: string;
  readonly thread: string | undefined;
  readonly title: string;
  readonly comment: string;
}

/** Brings files to Slack in three steps: asked for, sent from the disk, completed. */
export function createFiles({ api }: { api: Api }) {
  const turns = createTurns(UPLOADS);

  return {
    /** The first two steps: nobody sees it yet, and Slack throws it away in time. */
    async send(team: Team, file: { path: string; fileName: string }) {
      const { path, fileName: filename } = file;
      const { size: length } = await stat(path);
      const prepared = await api.call(team, "files.getUploadURLExternal", { filename, length });
      const { upload_url: url, file_id: id } = Prepared.parse(prepared);
      await turns(async () => pour(new URL(url), path));
      return id;
    },

    /** The last step, which Slack does once: some time later the file is seen in its channel. */
    async complete(team: Team, id: string, { channel, thread, title, comment }: Shown) {
      await api.call(team, "files.completeUploadExternal", {
        // No alternative text here: with it, Slack keeps the file and shows it nowhere.
        files: [{ id, title: title.slice(0, TITLE) }],
        channel_id: channel,
        ...(thread === undefined ? {} : { thread_ts: thread }),
        initial_comment: comment,
      });
    },
  };
}
export type Files = ReturnType<typeof createFiles>;

/** Streams a file from the disk; Slack's address for it carries its own right, and needs no token. */
async function pour(url: URL, path: string): Promise<void> {
  const load = await loadOf(path, "application/octet-stream");
  const signal = AbortSignal.timeout(TIMEOUT);
  const response = await sendLoad(url, load, { method: "POST", signal }).catch((error: unknown) => {
    throw new PlatformError("unavailable", "the upload broke off", { cause: error });
  });
  if (response.ok) return;
  const failure = response.status === 413 ? "too-large" : "unavailable";
  throw new PlatformError(failure, `Slack answered an upload with ${response.status}`);
}
