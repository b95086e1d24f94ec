import { ChannelType, PermissionFlagsBits } from "discord.js";
import { UserError } from "../../errors.ts";
import { said } from "../../said.ts";
import type { Said } from "../../said.ts";

const { ViewChannel, ReadMessageHistory, EmbedLinks, AttachFiles } = PermissionFlagsBits;
const { SendMessages, SendMessagesInThreads, CreatePublicThreads } = PermissionFlagsBits;

/** What the bot needs, with the names that Discord shows to people. */
const NAMES: readonly [bit: bigint, name: Said][] = [
  [ViewChannel, said("View Channel")],
  [SendMessages, said("Send Messages")],
  [CreatePublicThreads, said("Create Public Threads")],
  [SendMessagesInThreads, said("Send Messages in Threads")],
  [EmbedLinks, said("Embed Links")],
  [AttachFiles, said("Attach Files")],
  [ReadMessageHistory, said("Read Message History")],
];

const EVERYWHERE = ViewChannel | EmbedLinks | AttachFiles | ReadMessageHistory;
const TEXT: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
const THREADS: readonly number[] = [
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
];

/** Everything that the bot needs somewhere, as the link that invites it asks for it. */
export const PERMISSIONS = NAMES.reduce((all, [bit]) => all | bit, 0n);

/** What of it is not allowed, in English, as Discord names it. */
export function permissionsMissing(allowed: bigint): string[] {
  if ((allowed & PermissionFlagsBits.Administrator) !== 0n) return [];
  return NAMES.filter(([bit]) => (allowed & bit) !== bit).map(([, { sentence }]) => sentence);
}

/** Whether a thread can be opened from a message there. */
export function opensThreads(channelType: number): boolean {
  return TEXT.includes(channelType);
}

/** Whether the bot can say anything there. */
export function canWrite(allowed: bigint, channelType: number): boolean {
  const needed = ViewChannel | writingIn(channelType);
  return (allowed & needed) === needed || (allowed & PermissionFlagsBits.Administrator) !== 0n;
}

function writingIn(channelType: number): bigint {
  return isThread(channelType) ? SendMessagesInThreads : SendMessages;
}

/** Whether it is a thread: a place that is about one thing. */
export function isThread(channelType: number): boolean {
  return THREADS.includes(channelType);
}

/** Throws `UserError`, naming what the bot may not do, where a job could not report. */
export function checkPermissions(
  allowed: bigint,
  { channelType, opensThread }: { channelType: number; opensThread: boolean },
): void {
  const thread = opensThread ? CreatePublicThreads | SendMessagesInThreads : 0n;
  const needed = EVERYWHERE | writingIn(channelType) | thread;
  const missing = NAMES.filter(([bit]) => (needed & bit) === bit && (allowed & bit) !== bit);
  if (missing.length === 0 || (allowed & PermissionFlagsBits.Administrator) !== 0n) return;
  throw new UserError(
    "I may not show a video here: I lack {{names, and}}. Ask whoever runs this server to allow it for this channel.",
    { names: missing.map(([, name]) => name) },
  );
}
