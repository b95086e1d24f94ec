import { PermissionFlagsBits } from "discord.js";

/** What a channel allows or denies to a role or a person beyond the guild's own rules. */
export interface Overwrite {
  readonly id: string;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** What a guild lets people do in one of its channels. */
export interface Rules {
  readonly guild: string;
  readonly owner: string;
  readonly roles: ReadonlyMap<string, bigint>;
  readonly overwrites: readonly Overwrite[];
}

export interface Member {
  readonly id: string;
  readonly roles: readonly string[];
}

const EVERYTHING = (1n << 63n) - 1n;

/** What somebody may do there, as Discord reckons it: with a message it is not told. */
export function rightsIn({ guild, owner, roles, overwrites }: Rules, member: Member): bigint {
  const theirs = [guild, ...member.roles];
  const base = theirs.reduce((all, role) => all | (roles.get(role) ?? 0n), 0n);
  const isFree = member.id === owner || (base & PermissionFlagsBits.Administrator) !== 0n;
  if (isFree) return EVERYTHING;
  // From the widest to the narrowest; what one role allows, no other can take.
  const steps = [
    overwrites.filter(({ id }) => id === guild),
    overwrites.filter(({ id }) => member.roles.includes(id)),
    overwrites.filter(({ id }) => id === member.id),
  ];
  return steps.reduce((rights, step) => {
    const denied = step.reduce((all, { deny }) => all | deny, 0n);
    const allowed = step.reduce((all, { allow }) => all | allow, 0n);
    return (rights & ~denied) | allowed;
  }, base);
}
