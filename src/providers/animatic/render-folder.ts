import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { z } from "zod";
import { FailureKind } from "./failure.ts";

/** How long a film stays after it was rendered, in ms: long enough for every retry of a delivery. */
const KEPT = 24 * 3600 * 1000;
/** Whoever renders says so every second; after this time without a word it is gone, in ms. */
const SILENCE = 8_000;

const Progress = z.object({
  at: z.number(),
  progress: z.number().optional(),
  /** Who says so. */
  host: z.string(),
  pid: z.int(),
});
export type Progress = z.infer<typeof Progress>;

const Failed = z.object({ kind: FailureKind, reason: z.string() });
export type Failed = z.infer<typeof Failed>;

/** The films on disk and what is known of those to come. Several processes may share one. */
export interface RenderFolder {
  /** A finished film, or `undefined`. */
  film(key: string): Promise<{ readonly path: string; readonly bytes: number } | undefined>;
  /** Where a film is written before it is finished; every attempt has a place of its own. */
  draftPath(key: string, attempt: string): string;
  /** Makes a draft the film. Nobody ever sees half of one. */
  finish(key: string, draft: string): Promise<void>;
  /** Removes a draft, and what an encoder that was killed has left beside it. */
  discard(draft: string): Promise<void>;
  failure(key: string): Promise<Failed | undefined>;
  saveFailure(key: string, failed: Failed): Promise<void>;
  isCancelled(key: string): Promise<boolean>;
  /** Marks a film as unwanted, for whoever renders it, and removes what there is of it. */
  cancel(key: string): Promise<void>;
  /** What whoever renders it has said lately. */
  progress(key: string): Promise<Progress | undefined>;
  saveProgress(key: string, progress: number | undefined): Promise<void>;
  clearProgress(key: string): Promise<void>;
  /** Makes the folder where there is none, and removes what nobody will ask for any more. */
  tidy(): Promise<void>;
}

export function createRenderFolder(folder: string, now: () => number): RenderFolder {
  const pathOf = (key: string, ending: string) => join(folder, `${fileName(key)}.${ending}`);

  async function readJson<Value>(
    path: string,
    schema: z.ZodType<Value>,
  ): Promise<Value | undefined> {
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return schema.safeParse(JSON.parse(text)).data;
    } catch {
      // Half a file from a full disk: nothing is known then.
      return undefined;
    }
  }

  /** Written aside and renamed, so that a reader never finds half of it. */
  async function writeJson(path: string, value: unknown): Promise<void> {
    const aside = `${path}.${process.pid}`;
    await writeFile(aside, JSON.stringify(value), { mode: 0o600 });
    await rename(aside, path);
  }

  return {
    async film(key) {
      const path = pathOf(key, "mp4");
      const found = await stat(path).catch(() => undefined);
      return found && { path, bytes: found.size };
    },
    draftPath: (key, attempt) => pathOf(key, `${attempt}.draft`),
    finish: (key, draft) => rename(draft, pathOf(key, "mp4")),
    async discard(draft) {
      const left = await readdir(folder);
      for (const name of left.filter((file) => file.startsWith(basename(draft))))
        await rm(join(folder, name), { force: true });
    },
    failure: (key) => readJson(pathOf(key, "failed.json"), Failed),
    saveFailure: (key, failed) => writeJson(pathOf(key, "failed.json"), failed),
    isCancelled: (key) =>
      stat(pathOf(key, "cancelled.json")).then(
        () => true,
        () => false,
      ),
    async cancel(key) {
      await mkdir(folder, { recursive: true });
      await writeJson(pathOf(key, "cancelled.json"), { at: now() });
      await rm(pathOf(key, "mp4"), { force: true });
      await rm(pathOf(key, "progress.json"), { force: true });
    },
    async progress(key) {
      const said = await readJson(pathOf(key, "progress.json"), Progress);
      return said && Math.abs(now() - said.at) < SILENCE && isElsewhere(said) ? said : undefined;
    },
    saveProgress: (key, progress) =>
      writeJson(pathOf(key, "progress.json"), {
        at: now(),
        progress,
        host: hostname(),
        pid: process.pid,
      }),
    clearProgress: (key) => rm(pathOf(key, "progress.json"), { force: true }),

    async tidy() {
      await mkdir(folder, { recursive: true });
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const found = await stat(path).catch(() => undefined);
        if (found && now() - found.mtimeMs > KEPT) await rm(path, { force: true });
      }
    },
  };
}

/** Whether another process that still lives has said it: after a restart nobody need wait for silence. */
function isElsewhere({ host, pid }: Progress): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Keys are ours, but they become file names: one that could leave the folder is hashed. */
function fileName(key: string): string {
  return /^[\w-]{1,120}$/u.test(key) ? key : createHash("sha256").update(key).digest("hex");
}
