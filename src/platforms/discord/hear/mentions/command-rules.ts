import { ApplicationCommandPermissionType as Type, PermissionFlagsBits, Routes } from "discord.js";
import { z } from "zod";
import { PlatformError } from "../../../../errors.ts";
import { remember } from "../../../chat/remember.ts";
import type { Api } from "../../line/api.ts";

/** For how long a guild's settings are taken for true, in ms. */
const KNOWN_FOR = 60_000;
const { UseApplicationCommands, Administrator } = PermissionFlagsBits;

const Rules = z.array(
  z.object({
    /** A command, or the app for all that say nothing themselves. */
    id: z.string(),
    permissions: z.array(z.object({ id: z.string(), type: z.enum(Type), permission: z.boolean() })),
  }),
);
type Rules = z.infer<typeof Rules>;
type Permissions = Rules[number]["permissions"];

interface Use {
  readonly guild: string;
  /** The channel, and the one around that. */
  readonly channels: readonly string[];
  readonly person: string;
  readonly roles: readonly string[];
  /** What the person may do there. */
  readonly rights: bigint;
}

interface CommandRulesDeps {
  readonly api: Api;
  readonly app: () => Promise<string>;
  /** The id of a command, once Discord has told it. */
  readonly idOf: (command: string) => Promise<string | undefined>;
  readonly now: () => number;
}

/**
 * Whether a guild lets somebody use a command: with a typed one Discord sees to that itself, and
 * words that mention us must not be a way around it.
 */
export function createCommandRules({ api, app, idOf, now }: CommandRulesDeps) {
  const known = new Map<string, { at: number; rules: Rules }>();

  async function rulesOf(guild: string): Promise<Rules> {
    const before = known.get(guild);
    if (before && now() - before.at < KNOWN_FOR) return before.rules;
    const route = Routes.guildApplicationCommandsPermissions(await app(), guild);
    const rules = await api.call({ method: "GET", route }).then(Rules.parse, unlessClosed);
    remember(known, guild, { at: now(), rules });
    return rules;
  }

  return async function mayUse(command: string, use: Use): Promise<boolean> {
    if ((use.rights & Administrator) !== 0n) return true;
    if ((use.rights & UseApplicationCommands) === 0n) return false;
    const rules = await rulesOf(use.guild);
    // What is said of the command itself comes before what is said of all.
    const levels = [await idOf(command), await app()].map(
      (id) => rules.find((rule) => rule.id === id)?.permissions ?? [],
    );
    const isAllowed = (says: typeof isPlaceOpen) =>
      levels.map((level) => says(level, use)).find((answer) => answer !== undefined) ?? true;
    return isAllowed(isPlaceOpen) && isAllowed(isPersonFree);
  };
}
export type MayUse = ReturnType<typeof createCommandRules>;

function isPlaceOpen(level: Permissions, { guild, channels }: Use): boolean | undefined {
  const places = level.filter(({ type }) => type === Type.Channel);
  const here = places.find(({ id }) => channels.includes(id));
  // Discord writes "all channels" as the guild's id less one.
  const all = places.find(({ id }) => id === String(BigInt(guild) - 1n));
  return (here ?? all)?.permission;
}

function isPersonFree(level: Permissions, { guild, person, roles }: Use): boolean | undefined {
  const own = level.find(({ type, id }) => type === Type.User && id === person);
  if (own) return own.permission;
  const theirs = level.filter(({ type, id }) => type === Type.Role && roles.includes(id));
  if (theirs.length > 0) return theirs.some(({ permission }) => permission);
  return level.find(({ type, id }) => type === Type.Role && id === guild)?.permission;
}

/** A guild that has not let our commands in has no rules for them either. */
function unlessClosed(error: unknown): Rules {
  if (error instanceof PlatformError && error.failure === "forbidden") return [];
  throw error;
}
