import { PermissionFlagsBits } from "discord.js";
import type { APIAttachment, APIMessage, APIUser } from "discord.js";
import type { ArrivedFile } from "./arrived.ts";
import { snowflake } from "./snowflakes.ts";

export const APP = "111111111111111111";
export const GUILD = "222222222222222222";
export const OTHER_GUILD = "222222222226416526";
export const GENERAL = "333333333333333331";
export const VOICE = "333333333333333332";
const FORUM = "333333333333333333";
/** A post of the forum, which is a thread. */
export const POST = "333333333333333334";
export const OTHER_GENERAL = "333333333333333339";
export const ANN = "444444444444444441";
export const BEN = "444444444444444442";
/** What the bot was invited with. */
export const BOT_ROLE = "555555555555555551";
/** Whoever has it may run the server. */
export const MANAGER_ROLE = "555555555555555552";
export const TOKEN = "FAKE.TOKEN.x";

/** All but Administrator, whom nothing can be denied. */
export const ALL_PERMISSIONS = ((1n << 53n) - 1n) & ~PermissionFlagsBits.Administrator;
/** What a guild lets everybody do. */
export const MEMBER_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.UseApplicationCommands;
export const MIB = 2 ** 20;
/** Upload limits by the tier of a guild, in MiB. */
const TIERS = [20, 20, 50, 100];

export interface FakeGuild {
  readonly id: string;
  name: string;
  tier: 0 | 1 | 2 | 3;
  /** What the bot's role there may not do. */
  denied?: bigint;
}

export interface FakeChannel {
  readonly id: string;
  /** 0 text, 2 voice, 11 thread, 15 forum. */
  readonly type: number;
  readonly guild: string;
  name: string;
  readonly parent: string | undefined;
  archived: boolean;
  locked: boolean;
  /** What the bot may not do there. */
  denied: bigint;
}

export type FakeMessage = APIMessage & { nonce?: string; ephemeralFor?: string; nonceAt?: number };

/** What is known of an interaction's token. */
export interface Token {
  readonly interaction: string;
  readonly channel: string;
  readonly person: string;
  readonly ackBy: number;
  expires: number;
  acked: boolean;
  /** The type and data of the first answer. */
  callback?: { type: number; data?: Record<string, unknown> };
  original?: string;
  followups: string[];
}

/** Everything that Discord remembers. */
export function createWorld(now: () => number) {
  const guilds = new Map<string, FakeGuild>();
  const channels = new Map<string, FakeChannel>();
  const messages = new Map<string, FakeMessage>();
  const tokens = new Map<string, Token>();
  const blobs = new Map<string, { type: string; data: Buffer | undefined; bytes: number }>();
  const users = new Map<string, APIUser>();

  for (const [id, name] of [
    [GUILD, "Film club"],
    [OTHER_GUILD, "Another place"],
  ] as const) {
    guilds.set(id, { id, name, tier: 0 });
  }
  const heard = { change: (_channel: FakeChannel): void => {} };
  const channel = (id: string, type: number, guild: string, name: string, parent?: string) => {
    let bits = 0n;
    const made: FakeChannel = {
      id,
      type,
      guild,
      name,
      parent,
      archived: false,
      locked: false,
      get denied() {
        return bits;
      },
      set denied(next) {
        bits = next;
        heard.change(made);
      },
    };
    channels.set(id, made);
    return made;
  };
  channel(GENERAL, 0, GUILD, "general");
  channel(VOICE, 2, GUILD, "voice");
  channel(FORUM, 15, GUILD, "forum");
  channel(POST, 11, GUILD, "a post", FORUM);
  channel(OTHER_GENERAL, 0, OTHER_GUILD, "general");
  for (const [id, name] of [
    [APP, "rushes"],
    [ANN, "ann"],
    [BEN, "ben"],
  ] as const) {
    users.set(id, userOf(id, name));
  }

  return {
    now,
    guilds,
    channels,
    messages,
    tokens,
    blobs,
    users,
    /** Hears of a channel that lets the bot do less or more. */
    heard,
    /** What guilds' own settings say of commands, as Discord tells it. */
    commandRules: new Map<string, { id: string; permissions: object[] }[]>(),
    /** As it was registered last, and how often that happened. */
    commands: [] as Record<string, unknown>[],
    registrations: 0,
    /** Who was notified, and by which message: a new one, never one that was changed. */
    pings: [] as { person: string; message: string }[],
    /** Guilds whose bot was removed. */
    left: new Set<string>(),
    settings: {
      /** Discord waits 3 s; a test machine may be busier than any bot. */
      ackWithin: 60_000,
      tokenLife: 15 * 60_000,
      nonceLife: 5 * 60_000,
      /** What Discord really takes, in bytes, where it is not what the tier says. */
      realLimit: undefined as number | undefined,
      /** Files that are refused whatever their size, with the code that says so. */
      refusedFiles: undefined as { name: RegExp; code: number } | undefined,
      threadsFull: false,
    },

    limitOf(guild: string): number {
      return (TIERS[guilds.get(guild)?.tier ?? 0] ?? 20) * MIB;
    },

    permissionsIn(id: string): bigint {
      const { denied = 0n, parent } = channels.get(id) ?? {};
      const above = parent === undefined ? 0n : (channels.get(parent)?.denied ?? 0n);
      return ALL_PERMISSIONS & ~(denied | above);
    },

    addThread(id: string, parent: FakeChannel, name: string): FakeChannel {
      return channel(id, 11, parent.guild, name, parent.id);
    },

    addBlob(path: string, type: string, data: Buffer | undefined, bytes: number): string {
      blobs.set(path, { type, data, bytes });
      return path;
    },

    messagesIn(id: string): FakeMessage[] {
      return [...messages.values()].filter(({ channel_id }) => channel_id === id);
    },

    attachment(origin: string, folder: string, file: Omit<ArrivedFile, "index" | "sha256">) {
      const id = snowflake(now());
      const path = `/cdn/${folder}/${id}/${file.filename}`;
      blobs.set(path, { type: file.type, data: file.data, bytes: file.bytes });
      const expires = Math.floor(now() / 1_000 + 86_400).toString(16);
      const attachment: APIAttachment = {
        id,
        filename: file.filename,
        size: file.bytes,
        content_type: file.type,
        url: `${origin}${path}?ex=${expires}&is=1&hm=1&`,
        proxy_url: `${origin}${path}`,
      };
      return attachment;
    },
  };
}
export type World = ReturnType<typeof createWorld>;

function userOf(id: string, username: string): APIUser {
  const plain = { id, username, discriminator: "0", avatar: null, global_name: username };
  const rest = { public_flags: 0, flags: 0, primary_guild: null, bot: id === APP };
  return { ...plain, ...rest };
}
