import { z } from "zod";
import { PlatformError } from "../../errors.ts";

/** Where something was said on Discord, as a job keeps it. */
const PlaceShape = z.object({
  guild: z.string(),
  channel: z.string(),
  /** The message from which a thread can be opened; without it, work goes on in place. */
  answer: z.string().optional(),
  /** Our public answer to whoever asked, where no thread is opened from it. */
  said: z.string().optional(),
  /** That message is whoever's asked; else it is our public answer to them. */
  isTheirs: z.boolean().optional(),
  /** The largest upload that Discord named, in bytes. */
  limit: z.number(),
});
export type DiscordPlace = z.infer<typeof PlaceShape>;

/** Where a job reports: a thread of its own under `parent`, or the place where it was asked for. */
const ThreadShape = z.object({
  guild: z.string(),
  channel: z.string(),
  parent: z.string().optional(),
  /** Our public answer in the same channel, which a thread would hang on. */
  said: z.string().optional(),
  /** It hangs on a person's own message, of which we change nothing. */
  isTheirs: z.boolean().optional(),
  limit: z.number(),
});
export type DiscordThread = z.infer<typeof ThreadShape>;

export interface MessageRef {
  readonly channel: string;
  readonly message: string;
}

export function writePlace(place: DiscordPlace): string {
  return JSON.stringify(place);
}

export function readPlace(place: string): DiscordPlace {
  return PlaceShape.parse(JSON.parse(place));
}

/** Our own public answer to whoever asked there, where there is one: its message. */
export function answerIn({ answer, said, isTheirs }: DiscordPlace): string | undefined {
  return isTheirs ? undefined : (answer ?? said);
}

export function writeThread(thread: DiscordThread): string {
  return `discord:${JSON.stringify(thread)}`;
}

export function readThread(thread: string): DiscordThread {
  return ThreadShape.parse(JSON.parse(thread.replace(/^discord:/, "")));
}

/** The name of a place, for what is known about it. */
export function topicIn({ guild, channel }: { guild: string; channel: string }): string {
  return `${guild}/${channel}`;
}

/** A message is named with its channel: it may stand elsewhere than its job's thread. */
export function writeMessage({ channel, message }: MessageRef): string {
  return `${channel}/${message}`;
}

export function readMessage(id: string): MessageRef {
  const [channel, message] = id.split("/");
  if (channel && message) return { channel, message };
  throw new PlatformError("gone", "this is not a message of Discord");
}
