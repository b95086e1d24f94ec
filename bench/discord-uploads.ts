import { mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../src/log.ts";
import { createDiscordPlatform } from "../src/platforms/discord/discord.ts";
import { writeThread } from "../src/platforms/discord/refs.ts";
import type { Message, PublishedClip } from "../src/platforms/platform.ts";
import type { Bench } from "./bench.ts";
import { inMib } from "./figures.ts";
import { startServer } from "./processes.ts";

const MIB = 2 ** 20;
const BYTES = 50 * MIB;
const CLIPS = 10;
const thread = writeThread({
  guild: "222222222222222222",
  channel: "333333333333333331",
  limit: 100 * MIB,
});

/**
 * How far the memory of this process rises while ten clips of 50 MiB are published on Discord at
 * once, streamed from the disk to a server that swallows them. One that held them whole would need
 * 500 MiB.
 */
export const bench: Bench = {
  async run() {
    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    await using server = await startServer({ script: "./servers/uploads.ts" });
    const platform = createDiscordPlatform({
      token: "FAKE.TOKEN.x",
      apiUrl: `${server.url}/api`,
      hearsMentions: false,
      claim: async () => true,
      onGone: async () => {},
      shards: { count: "auto" },
      attachmentHosts: [],
      fetch: () => Promise.reject(new Error("nothing is fetched here")),
      memory: { get: async () => undefined, set: async () => {}, delete: async () => {} },
      now: Date.now,
      log: createLog("silent"),
    });
    const path = join(folder.path, "clip.mp4");
    await fill(path);

    async function publish(job: string): Promise<void> {
      const shape = { path, bytes: BYTES, seconds: 20, width: 1920, height: 1080, alt: "a film" };
      const clip: PublishedClip = { ...shape, fileName: `rushes-${job}.mp4` };
      const token = await platform.prepareUpload(thread, clip);
      await platform.publish(thread, token, clip, messageOf(job), `${job}-clip`);
    }

    await publish("warm");
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 5);
    await Promise.all(Array.from({ length: CLIPS }, (_, index) => publish(`job${index}`)));
    clearInterval(watch);
    return [
      {
        what: `Discord: memory while ${CLIPS} clips of ${BYTES / MIB} MiB go up at once`,
        ours: inMib(most - before),
        floor: "",
        aim: "at most 300 MiB",
      },
    ];
  },
};

function messageOf(job: string): Message {
  const again = { action: "again", label: "Again", job, look: "primary" } as const;
  return { kind: "clip", tone: "good", text: "Your video is ready.", buttons: [again] };
}

async function fill(path: string): Promise<void> {
  await using file = await open(path, "w");
  await file.truncate(BYTES);
}
