import { z } from "zod";
import { isLoopback } from "../loopback.ts";
import { machineVariables } from "./machine.ts";
import { Names } from "./names.ts";

/** Tokens go there, so it is spoken to over https; plainly only on this machine. */
const ApiUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith("https:") || isLoopback(URL.parse(url)?.hostname ?? ""), {
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
  DISCORD_API_URL: ApiUrl.transform((url) => url.replace(/\/+$/, "")).optional(),
  DISCORD_SHARDS: Shards.default({ count: "auto", index: undefined }),
  DISCORD_MENTIONS: z.enum(["on", "off"]).default("on"),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, { error: "begins with xoxb-: your app, OAuth & Permissions" })
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, { error: "begins with xapp-: your app, Basic Information, App-Level Tokens" })
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_STATE_SECRET: z.string().min(16).optional(),
  SLACK_API_URL: ApiUrl.optional(),
  ATTACHMENT_HOSTS: Names.default([]),
};

const Chats = z.object({ ...chatVariables, PUBLIC_URL: machineVariables.PUBLIC_URL });
type Chats = z.output<typeof Chats>;

/** What each chat platform needs; `undefined` for one that is off. */
export function chatsOf(env: Chats) {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_SHARDS: shards } = env;
  const { SLACK_API_URL: slackUrl } = env;
  const hearsMentions = env.DISCORD_MENTIONS === "on";
  const access = slackAccess(env);
  return {
    discord: token === undefined ? undefined : { token, apiUrl, shards, hearsMentions },
    slack: access && { access, apiUrl: slackUrl },
    attachmentHosts: [
      ...env.ATTACHMENT_HOSTS,
      ...[apiUrl, slackUrl].flatMap((url) => (url === undefined ? [] : [new URL(url).host])),
    ],
  };
}

/** Socket Mode for one workspace, or HTTP for all that install the app. */
function slackAccess(env: Chats) {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = env;
  if (botToken !== undefined && appToken !== undefined) {
    return { kind: "socket" as const, botToken, appToken };
  }
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId } = env;
  const { SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = env;
  const { PUBLIC_URL: publicUrl } = env;
  if (!signingSecret || !clientId || !clientSecret || !stateSecret || !publicUrl) return undefined;
  const secrets = { signingSecret, clientId, clientSecret, stateSecret };
  return { kind: "http" as const, ...secrets, publicUrl };
}

const SOCKET = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"] as const;
const HTTP = [
  "SLACK_SIGNING_SECRET",
  "SLACK_CLIENT_ID",
  "SLACK_CLIENT_SECRET",
  "SLACK_STATE_SECRET",
] as const;

/** What is half said about Slack: the variable, and what is wrong; nothing when all is well. */
export function slackMistake(env: Chats): { name: string; error: string } | undefined {
  const [socket, http] = [SOCKET, HTTP].map((names) => names.filter((name) => env[name]));
  if (socket?.[0] !== undefined && http?.[0] !== undefined) {
    const error = `is for one workspace, and ${http[0]} for many: keep one of the two`;
    return { name: socket[0], error };
  }
  const lacking = [SOCKET, HTTP].flatMap((names) =>
    names.some((name) => env[name]) ? names.filter((name) => !env[name]) : [],
  );
  const [name] = lacking;
  if (name !== undefined)
    return { name, error: "is needed too: Slack does not work with half of it" };
  if (http?.[0] === undefined || env.PUBLIC_URL !== undefined) return undefined;
  return { name: "PUBLIC_URL", error: "is needed for Slack over HTTP: how Slack reaches this bot" };
}
