import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Hono } from "hono";
import type { Logger } from "../../log.ts";
import type { Previews } from "../../media/previews.ts";
import type { Database } from "../../store/store.ts";
import type { Platform } from "../platform.ts";
import { z } from "zod";
import { createApi } from "./api/api.ts";
import { createBell } from "./bell.ts";
import { createClipShelf } from "./clip-shelf.ts";
import { createMovingPreviews } from "./moving-previews.ts";
import { createFrontDesk } from "./front-desk.ts";
import type { Body } from "./messages.ts";
import { createSqlMessages } from "./sql-messages.ts";
import { threadOf } from "./views.ts";
import type { BudgetView } from "./views.ts";

/** The browser plays from our own disk: only the disk bounds a clip. */
const MAX_UPLOAD_BYTES = 2 ** 31;

/** A picture that has lain this long was left by a crash, in ms. */
const STALE_AFTER = 60 * 60 * 1_000;

const Token = z.object({ id: z.string() });

export interface LocalDeps {
  readonly db: Database;
  /** Where published clips and arriving pictures lie. */
  readonly folder: string;
  readonly maxImageBytes: number;
  readonly budget: (locale: string) => Promise<BudgetView>;
  /** The state of a job, `undefined` when there is none. */
  readonly stateOf: (job: string) => Promise<string | undefined>;
  readonly previews: Previews;
  readonly now: () => number;
  readonly log: Logger;
}

/** The playground: one channel on a web page and an HTTP API, for the person at the keyboard. */
export function createLocalPlatform(deps: LocalDeps): Platform & { readonly routes: Hono } {
  const { db, folder, now } = deps;
  const messages = createSqlMessages(db, now);
  const clips = createClipShelf(join(folder, "playground"), now);
  const incoming = join(folder, "incoming");
  const closing = new AbortController();
  const moving = createMovingPreviews({ ...deps, clips, incoming, closing: closing.signal });
  const bell = createBell();
  const desk = createFrontDesk({ messages, clips, bell, log: deps.log });

  return {
    name: "local",
    routes: createApi({
      ...deps,
      messages,
      clips,
      moving,
      bell,
      desk,
      incoming,
      closing: closing.signal,
    }),

    async start(front) {
      await clearAway(incoming, now() - STALE_AFTER);
      desk.open(front);
    },

    async stop() {
      desk.close();
      closing.abort();
    },

    async openThread(_place, title, key) {
      const thread = threadOf(key);
      await messages.openThread(thread, title);
      return thread;
    },

    async post(thread, message, key) {
      const body = ours(await clips.keepAttached(message));
      const { id } = await messages.add({ thread, key, body });
      bell.ring();
      return id;
    },

    async edit(_thread, id, message) {
      await messages.edit(id, (body) => ({ ...body, message }));
      bell.ring();
    },

    async prepareUpload(_thread, clip) {
      return { id: await clips.keep(clip) };
    },

    async publish(thread, token, clip, message, key) {
      const { id } = Token.parse(token);
      const { fileName, bytes, seconds, width, height, alt } = clip;
      const hasPoster = clip.posterPath !== undefined;
      const stored = { id, fileName, bytes, seconds, width, height, alt, hasPoster };
      const posted = await messages.add({ thread, key, body: ours(message), clip: stored });
      if (posted.clip?.id !== id) await clips.discard(id);
      bell.ring();
      return posted.id;
    },

    async remove(_thread, id) {
      const removed = await messages.remove(id);
      if (removed?.clip) await clips.discard(removed.clip.id);
      bell.ring();
    },

    async maxUploadBytes() {
      return MAX_UPLOAD_BYTES;
    },
  };
}

async function clearAway(incoming: string, before: number): Promise<void> {
  await mkdir(incoming, { recursive: true });
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(path, { force: true, recursive: true });
  }
}

function ours(message: Body["message"]): Body {
  return { author: "rushes", message };
}
