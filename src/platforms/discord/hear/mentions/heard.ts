import type { Ask, Attachment, Invocation } from "../../../platform.ts";
import { checkPermissions, opensThreads } from "../../permissions.ts";
import { personOf } from "../person.ts";
import { writePlace } from "../../refs.ts";
import type { Mention } from "./message.ts";
import type { Spot } from "../../line/spots.ts";

/** Somebody's message that names us, and what is known of them and of where they are. */
export interface Heard {
  readonly mention: Mention;
  /** The id of our user. */
  readonly us: string;
  readonly spot: Spot;
  /** What they may do there. */
  readonly rights: bigint;
  readonly locale: string;
}

/** What is asked for by it. */
export interface Asked {
  readonly ask: Ask;
  /** Its answer begins a thread, where there can be one: from the message itself. */
  readonly beginsThread: boolean;
  readonly attachments: Readonly<Record<string, Attachment>>;
  readonly reply: Invocation["reply"];
}

/** The invocation of what is asked for: its id is the message's, however often that is delivered. */
export function invocationOf({ mention, spot, rights, locale }: Heard, asked: Asked): Invocation {
  const { id, guild_id: guild, author, member } = mention;
  const { channel, allowed } = spot;
  const opensThread = asked.beginsThread && opensThreads(channel.type);
  const start = opensThread ? { answer: id, isTheirs: true } : {};
  return {
    id: `discord:${id}`,
    platform: "discord",
    guild: `discord:${guild}`,
    person: personOf(author, member.nick, rights),
    // What may be uploaded is told with commands alone; the guild's tier says it too.
    place: writePlace({ guild, channel: channel.id, ...start, limit: 0 }),
    beginsThread: opensThread,
    channels: channelsOf(spot).map((one) => `discord:${one}`),
    ask: asked.ask,
    attachments: asked.attachments,
    locale,
    checkPlace: () => checkPermissions(allowed, { channelType: channel.type, opensThread }),
    reply: asked.reply,
  };
}

/** A thread's parent comes after it. */
export function channelsOf({ channel: { id, parent } }: Spot): string[] {
  return parent === undefined ? [id] : [id, parent];
}
