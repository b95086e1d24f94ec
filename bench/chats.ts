import { createLog } from "../src/log.ts";
import { createDiscordPlatform } from "../src/platforms/discord/discord.ts";
import { writeThread as writeDiscordThread } from "../src/platforms/discord/refs.ts";
import type { Platform, PublishedClip, ThreadId } from "../src/platforms/platform.ts";
import { writeThread as writeSlackThread } from "../src/platforms/slack/refs.ts";
import { createSlackPlatform } from "../src/platforms/slack/slack.ts";
import { startServer } from "./processes.ts";

const MIB = 2 ** 20;

/** A chat as we speak to it, before a server in a process of its own that swallows what is sent. */
export interface Chat extends AsyncDisposable {
  readonly name: string;
  /** Where the server takes whatever anybody sends. */
  readonly url: string;
  /** Brings a clip into a thread, under a job's id that is used once. */
  publish(clip: Omit<PublishedClip, "fileName" | "alt">, job: string): Promise<void>;
}

export async function openDiscord(): Promise<Chat> {
  const server = await startServer({ script: "./servers/uploads.ts" });
  const platform = createDiscordPlatform({
    ...NOBODY,
    token: "FAKE.TOKEN.x",
    apiUrl: `${server.url}/api`,
    hearsMentions: false,
    shards: { count: "auto" },
  });
  const place = { guild: "222222222222222222", channel: "333333333333333331", limit: 100 * MIB };
  return chatOf("Discord", platform, writeDiscordThread(place), server);
}

export async function openSlack(): Promise<Chat> {
  const server = await startServer({ script: "./servers/slack-uploads.ts" });
  const platform = createSlackPlatform({
    ...NOBODY,
    access: { kind: "socket", botToken: "xoxb-bench", appToken: "xapp-bench" },
    apiUrl: `${server.url}/api/`,
    maxImageBytes: 1,
    installations: NOTHING,
    overview: () => Promise.reject(new Error("nobody looks here")),
    priceOf: async () => undefined,
  });
  const place = { team: "T1", channel: "C1", user: "U1", ts: "1795000000.000000" };
  return chatOf("Slack", platform, writeSlackThread(place), server);
}

const NOTHING = { get: async () => undefined, set: async () => {}, delete: async () => {} };
const NOBODY = {
  attachmentHosts: [],
  fetch: () => Promise.reject(new Error("nothing is fetched here")),
  memory: NOTHING,
  claim: async () => true,
  onGone: async () => {},
  now: Date.now,
  log: createLog("silent"),
};

function chatOf(
  name: string,
  platform: Platform,
  thread: ThreadId,
  server: AsyncDisposable & { readonly url: string },
): Chat {
  return {
    name,
    url: server.url,
    async publish(file, job) {
      const clip = { ...file, fileName: `rushes-${job}.mp4`, alt: "a film" };
      const again = { action: "again", label: "Again", job, look: "primary" } as const;
      const text = "Your video is ready.";
      const message = { kind: "clip", tone: "good", text, buttons: [again] } as const;
      const token = await platform.prepareUpload(thread, clip);
      await platform.publish(thread, token, clip, message, `${job}-clip`);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
