import type { Bench } from "./bench.ts";
import { openDiscord } from "./chats.ts";
import { memoryOfUploads } from "./uploads.ts";

/**
 * How far the memory of this process rises while ten clips of 50 MiB are published on Discord at
 * once, streamed from the disk to a server that swallows them. One that held them whole would need
 * 500 MiB.
 */
export const bench: Bench = {
  async run() {
    await using discord = await openDiscord();
    return [await memoryOfUploads(discord, "at most 300 MiB")];
  },
};
