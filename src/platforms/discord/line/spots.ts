import type { Client, Guild } from "discord.js";
import type { Member, Rules } from "./rights.ts";
import { rightsIn } from "./rights.ts";

/** A channel, or a thread. */
export interface Channel {
  readonly id: string;
  readonly type: number;
  /** The one around it: a thread's channel, or a channel's category. */
  readonly parent: string | undefined;
}

/** Where something was said: what Discord tells with a command, and not with a message. */
export interface Spot {
  readonly channel: Channel;
  /** The language of the guild. */
  readonly locale: string;
  /** What we may do there. */
  readonly allowed: bigint;
  /** What somebody may do there. */
  rightsOf(member: Member): bigint;
}

/** Looks a channel up in what the gateway has told; `undefined` for one that we do not see. */
export async function spotIn(
  client: Client,
  at: { readonly guild: string; readonly channel: string },
): Promise<Spot | undefined> {
  const guild = client.guilds.cache.get(at.guild);
  // A thread that was asleep when we came is not known yet.
  const channel = await guild?.channels.fetch(at.channel);
  if (!guild || !channel) return undefined;
  const ruled = channel.isThread() ? channel.parent : channel;
  if (!ruled) return undefined;
  const us = guild.members.me ?? (await guild.members.fetchMe());
  const rules = rulesOf(guild, ruled.permissionOverwrites.cache.values());
  return {
    channel: { id: channel.id, type: channel.type, parent: channel.parentId ?? undefined },
    locale: guild.preferredLocale,
    allowed: rightsIn(rules, { id: us.id, roles: [...us.roles.cache.keys()] }),
    rightsOf: (member) => rightsIn(rules, member),
  };
}

type Overwrites = Iterable<{
  readonly id: string;
  readonly allow: { readonly bitfield: bigint };
  readonly deny: { readonly bitfield: bigint };
}>;

function rulesOf(guild: Guild, overwrites: Overwrites): Rules {
  return {
    guild: guild.id,
    owner: guild.ownerId,
    roles: new Map(guild.roles.cache.map(({ id, permissions }) => [id, permissions.bitfield])),
    overwrites: Array.from(overwrites, ({ id, allow, deny }) => ({
      id,
      allow: allow.bitfield,
      deny: deny.bitfield,
    })),
  };
}
