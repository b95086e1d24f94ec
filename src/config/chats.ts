import { z } from "zod";
import { Names } from "./names.ts";

/** The token goes there, so it is spoken to over https; plainly only on this machine. */
const DiscordUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith("https:") || isLoopback(new URL(url).hostname), {
    error: "must be https://…; http://… only for 127.0.0.1",
  });

/** `auto`, or `i/n`: this process holds part i of n, counted from 0. */
const Shards = z
  .string()
  .regex(/^(?:auto|\d{1,4}\/\d{1,4})$/, { error: "must be auto, or i/n such as 0/2" })
  .transform((text) => {
    const [index, count] = text.split("/").map(Number);
    return text === "auto" || count === undefined
      ? { count: "auto" as const, index: undefined }
      : { count, index };
  })
  .refine(({ count, index = 0 }) => count === "auto" || index < count, {
    error: "must be i/n with i below n, counted from 0",
  });

/** Where people type, beside the playground. */
export const chatVariables = {
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: DiscordUrl.optional(),
  DISCORD_SHARDS: Shards.default({ count: "auto", index: undefined }),
  ATTACHMENT_HOSTS: Names.default([]),
};

const Chats = z.object(chatVariables);

/** What each chat platform needs; `undefined` for one that is off. */
export function chatsOf(env: z.output<typeof Chats>) {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_SHARDS: shards } = env;
  return {
    discord: token === undefined ? undefined : { token, apiUrl, shards },
    attachmentHosts: [
      ...env.ATTACHMENT_HOSTS,
      ...(apiUrl === undefined ? [] : [new URL(apiUrl).host]),
    ],
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
