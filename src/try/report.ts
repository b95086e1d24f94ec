import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Wish } from "./arguments.ts";
import type { Bot } from "./bot.ts";
import { cardOf, clipOf } from "./thread.ts";
import type { Thread } from "./thread.ts";

/** Tells how it ended: the clip's path, or why there is none. Answers the exit code. */
export function createReport(bot: Bot, { out, json }: Wish, dataDir: string) {
  return {
    async tell(thread: Thread): Promise<number> {
      const clip = clipOf(thread);
      const path = clip && (await save(clip.url, resolve(out ?? defaultPath(thread))));
      if (json) console.log(JSON.stringify({ ...thread, path }, undefined, 2));
      else if (path !== undefined) console.log(`\n  ${path}\n`);
      if (path !== undefined) return 0;
      if (!json) console.error(cardOf(thread)?.text ?? "It ended without a video.");
      return 1;
    },
  };

  function defaultPath({ job }: Thread): string {
    return join(dataDir, "tries", `${job}.mp4`);
  }

  async function save(url: string, path: string): Promise<string> {
    const response = await bot.ask(url.replace(/^\/api\/local\//, ""));
    if (!response.ok || !response.body) throw new Error("The clip could not be fetched.");
    await mkdir(dirname(path), { recursive: true });
    await pipeline(response.body, createWriteStream(path));
    return path;
  }
}
