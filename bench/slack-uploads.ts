import type { Bench } from "./bench.ts";
import { openSlack } from "./chats.ts";
import { memoryOfUploads } from "./uploads.ts";

/**
 * How far the memory of this process rises while ten clips of 50 MiB are published on Slack at once,
 * streamed from the disk to a server that swallows them.
 */
export const bench: Bench = {
  async run() {
    await using slack = await openSlack();
    return [await memoryOfUploads(slack, "at most 250 MiB")];
  },
};
