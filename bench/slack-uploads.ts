import { mkdtempDisposable, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../src/log.ts";
import type { PublishedClip } from "../src/platforms/platform.ts";
import { writeThread } from "../src/platforms/slack/refs.ts";
import { createSlackPlatform } from "../src/platforms/slack/slack.ts";
import type { Bench } from "./bench.ts";
import { inMib } from "./figures.ts";
import { startServer } from "./processes.ts";

const MIB = 2 ** 20;
const BYTES = 50 * MIB;
const CLIPS = 10;
const thread = writeThread({ team: "T1", channel: "C1", user: "U1", ts: "1795000000.000000" });

/**
 * How far the memory of this process rises while ten clips of 50 MiB are published on Slack at once,
 * streamed from the disk to a server that swallows them.
 */
export const bench: Bench = {
  async run() {
    await using folder = await mkdtempDisposable(join(tmpdir(), "rushes-bench-"));
    await using server = await startServer({ script: "./servers/slack-uploads.ts" });
    const nothing = { get: async () => undefined, set: async () => {}, delete: async () => {} };
    const platform = createSlackPlatform({
      access: { kind: "socket", botToken: "xoxb-bench", appToken: "xapp-bench" },
      apiUrl: `${server.url}/api/`,
      attachmentHosts: [],
      fetch: () => Promise.reject(new Error("nothing is fetched here")),
      memory: nothing,
      installations: nothing,
      overview: () => Promise.reject(new Error("nobody looks here")),
      claim: async () => true,
      priceOf: async () => undefined,
      onGone: async () => {},
      now: Date.now,
      log: createLog("silent"),
    });
    const path = join(folder.path, "clip.mp4");
    await fill(path);

    async function publish(job: string): Promise<void> {
      const shape = { path, bytes: BYTES, seconds: 20, width: 1920, height: 1080, alt: "a film" };
      const clip: PublishedClip = { ...shape, fileName: `rushes-${job}.mp4` };
      const token = await platform.prepareUpload(thread, clip);
      const message = { kind: "clip", tone: "good", text: "Your video is ready." } as const;
      await platform.publish(thread, token, clip, message, `${job}-clip`);
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
        what: `Slack: memory while ${CLIPS} clips of ${BYTES / MIB} MiB go up at once`,
        ours: inMib(most - before),
        floor: "",
        aim: "at most 250 MiB",
      },
    ];
  },
};

async function fill(path: string): Promise<void> {
  await using file = await open(path, "w");
  await file.truncate(BYTES);
}
