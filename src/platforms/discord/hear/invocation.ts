import type { Invocation } from "../../platform.ts";
import type { Channel } from "../line/spots.ts";
import { checkPermissions } from "../permissions.ts";
import type { DiscordPlace } from "../refs.ts";
import { writePlace } from "../refs.ts";

/** What is known of a use, however it came. */
interface Use extends Pick<
  Invocation,
  "id" | "person" | "ask" | "attachments" | "locale" | "reply"
> {
  readonly guild: string;
  readonly channel: Channel;
  /** What we may do there. */
  readonly allowed: bigint;
  readonly beginsThread: boolean;
  /** What of the place only its kind of use knows. */
  readonly start: Omit<DiscordPlace, "guild" | "channel">;
}

/** The invocation of a use. Its id is Discord's, however often that is delivered. */
export function invocationOf(use: Use): Invocation {
  const { id, guild, channel, allowed, beginsThread, start, ...asked } = use;
  return {
    ...asked,
    id: `discord:${id}`,
    platform: "discord",
    guild: `discord:${guild}`,
    place: writePlace({ guild, channel: channel.id, ...start }),
    beginsThread,
    channels: channelsOf(channel).map((one) => `discord:${one}`),
    checkPlace: () =>
      checkPermissions(allowed, { channelType: channel.type, opensThread: beginsThread }),
  };
}

/** A channel, and after it the one around it. */
export function channelsOf({ id, parent }: Channel): string[] {
  return parent === undefined ? [id] : [id, parent];
}
