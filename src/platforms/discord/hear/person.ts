import { PermissionFlagsBits } from "discord.js";
import type { Person } from "../../platform.ts";
import type { PickedMessage, Sender } from "./arriving.ts";

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

/** Whose a message is: what an app has posted belongs to whoever had it posted. */
export function authorOf({ author, webhook_id: webhook, ...message }: PickedMessage) {
  const asked = message.interaction_metadata?.user;
  const isApp = author.bot === true || webhook !== undefined;
  const { id, global_name: shown, username } = (isApp && asked) || author;
  return { id: `discord:${id}`, name: shown ?? username, isApp: isApp && !asked };
}
