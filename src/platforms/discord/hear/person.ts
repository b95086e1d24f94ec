import { PermissionFlagsBits } from "discord.js";
import type { Person } from "../../platform.ts";
import type { Sender } from "./arriving.ts";

const { ManageGuild, Administrator, ManageMessages } = PermissionFlagsBits;

/** Somebody in a guild, with what they may do where they act. */
export function personOf(user: Sender, nick: string | null | undefined, rights: bigint): Person {
  return {
    id: `discord:${user.id}`,
    name: nick ?? user.global_name ?? user.username,
    isAdmin: (rights & (ManageGuild | Administrator)) !== 0n,
    isModerator: (rights & ManageMessages) !== 0n,
    isOperator: false,
  };
}
