import { z } from "zod";
import { PlatformError } from "../../errors.ts";

/** A workspace; one of an organization that has installed us as a whole names that too. */
export const Team = z.object({ team: z.string(), enterprise: z.string().optional() });
export type Team = z.infer<typeof Team>;

/** Where something was said on Slack, as a job keeps it. */
const PlaceShape = Team.extend({
  channel: z.string(),
  user: z.string(),
  /** The message whose thread is worked in; without it, a message of ours begins one. */
  ts: z.string().optional(),
  /** Slack's own address for an answer to that person, for half an hour after they asked. */
  answerUrl: z.string().optional(),
});
export type SlackPlace = z.infer<typeof PlaceShape>;

/** Where a job reports: always a thread. `user` is written to where it is closed to us. */
const ThreadShape = PlaceShape.extend({ ts: z.string() });
export type SlackThread = z.infer<typeof ThreadShape>;

/** A message; `file` is what it shows. */
export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
  readonly file?: string | undefined;
}

export function writePlace(place: SlackPlace): string {
  return JSON.stringify(place);
}

export function readPlace(place: string): SlackPlace {
  return PlaceShape.parse(JSON.parse(place));
}

export function writeThread(thread: SlackThread): string {
  return `slack:${JSON.stringify(thread)}`;
}

export function readThread(thread: string): SlackThread {
  return ThreadShape.parse(JSON.parse(thread.replace(/^slack:/, "")));
}

/** Whether it is a conversation of two: of somebody with us, or with somebody else. */
export function isDirect(channel: string): boolean {
  return channel.startsWith("D");
}

/** The name of a thread, for what is known about it. */
export function topicIn(
  { team }: Team,
  { channel, ts }: { readonly channel: string; readonly ts?: string | undefined },
): string {
  return `${team}/${channel}/${ts}`;
}

export function writeMessage({ channel, ts, file }: MessageRef): string {
  return [channel, ts, file].filter(Boolean).join("/");
}

export function readMessage(id: string): MessageRef {
  const [channel, ts, file] = id.split("/");
  if (channel && ts) return { channel, ts, file };
  throw new PlatformError("gone", "this is not a message of Slack");
}
