import type { ArrivedFile } from "./arrived.ts";

export const APP_ID = "A0000000001";
export const APP_TOKEN = "xapp-fake-app";
export const BOT_TOKEN = "xoxb-fake-one";
export const OTHER_BOT_TOKEN = "xoxb-fake-two";
export const SIGNING_SECRET = "fake-signing-secret";
export const CLIENT_ID = "1000000001.2000000001";
export const CLIENT_SECRET = "fake-client-secret";

export const TEAM = "T0000000001";
export const OTHER_TEAM = "T0000000002";
export const ORG = "E0000000001";
export const ORG_TEAM = "T0000000003";
export const ORG_OTHER_TEAM = "T0000000004";

export const BOT = "U00000000B1";
const OTHER_BOT = "U00000000B2";
const ORG_BOT = "U00000000B3";
/** An admin. */
export const ANN = "U0000000001";
export const BEN = "U0000000002";
/** A guest. */
export const GUS = "U0000000003";
/** The admin of the other workspace. */
export const OLE = "U0000000011";
/** People of the two workspaces of the organisation, both admins. */
export const ORA = "U0000000021";
export const OTTO = "U0000000022";

export const GENERAL = "C0000000001";
/** Private, with the bot in it. */
export const QUIET = "C0000000002";
/** Public, without the bot. */
export const OUTSIDE = "C0000000003";
export const OTHER_GENERAL = "C0000000011";
export const ORG_GENERAL = "C0000000021";
export const ORG_OTHER_GENERAL = "C0000000022";

export interface FakeTeam {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly enterprise: string | undefined;
  readonly bot: string;
  readonly botId: string;
}

export interface FakeUser {
  readonly id: string;
  readonly team: string;
  name: string;
  isAdmin: boolean;
  isGuest: boolean;
  readonly isBot: boolean;
  tz: string;
  locale: string;
}

export interface FakeChannel {
  readonly id: string;
  readonly team: string;
  name: string;
  readonly kind: "public" | "private" | "im";
  readonly members: Set<string>;
  isArchived: boolean;
}

/** A message as it is kept; `ts` is unique in its channel only, as with Slack. */
export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts: string | undefined;
  readonly team: string;
  readonly user: string;
  readonly bot_id: string | undefined;
  readonly at: number;
  text: string;
  blocks: Block[];
  metadata: Record<string, unknown> | undefined;
  files: FakeFile[];
  /** How often it was changed. */
  edits: number;
  readonly ephemeralFor: string | undefined;
  isGone: boolean;
  /** Whether it stands in the channel too, though it belongs to a thread. */
  readonly isBroadcast: boolean;
}

export type Block = Record<string, unknown> & { type: string };

export interface FakeFile {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly name: string;
  title: string;
  type: string;
  bytes: number;
  sha256: string;
  data: Buffer | undefined;
  /** Where it is shared: channel, message, thread. */
  readonly shares: { channel: string; ts: string; thread_ts: string | undefined }[];
  /** An upload that is on its way: its bytes may have come, and it may be completed. */
  stage: "asked" | "uploaded" | "completed" | "discarded";
  /** How often `files.info` says nothing of the share that was asked for. */
  pollsUntilShared: number;
  share: (() => void) | undefined;
  /** Whether it was put into a form, where only the app sees it. */
  isOfForm: boolean;
  /** A file of another organisation, of which events tell only the id. */
  isForeign: boolean;
}

export interface FakeView {
  readonly id: string;
  readonly team: string;
  readonly user: string;
  readonly kind: "modal" | "home";
  hash: string;
  state: Record<string, unknown> & { blocks: Block[] };
  isOpen: boolean;
  readonly root: string;
  readonly previous: string | undefined;
  /** Where the person stood who opened it. */
  readonly channel: string | undefined;
}

export interface FakeToken {
  readonly value: string;
  /** A token of a whole organisation has none. */
  readonly team: string | undefined;
  readonly enterprise: string | undefined;
  scopes: Set<string>;
  isRevoked: boolean;
  expiresAt: number;
  readonly refresh: string | undefined;
}

export interface Trigger {
  readonly team: string;
  readonly user: string;
  readonly channel: string | undefined;
  readonly expiresAt: number;
  isUsed: boolean;
  /** The modal that the person was in. */
  readonly view: string | undefined;
}

export interface ResponseUrl {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
  readonly message: FakeMessage | undefined;
  readonly expiresAt: number;
  uses: number;
}

export interface Settings {
  /** How long Slack waits for an acknowledgement, in ms. */
  ackWithin: number;
  /** How long a trigger opens a view, in ms. */
  triggerLife: number;
  /** How long Slack waits before each further delivery of an event, in ms. */
  retryAfter: readonly number[];
  /** How many `files.info` see nothing yet of a share. */
  sharesAfter: number;
  /** Reading conversations is for one call a minute and 15 objects. */
  onePerMinute: boolean;
  /** Whether `plan`, `task_card` and `alert` blocks are known. */
  knowsPlan: boolean;
  /** What a private file answers to a stranger. */
  login: "page" | "redirect";
  maxFileBytes: number;
  /** Whether tokens expire after 12 hours and are refreshed. */
  rotates: boolean;
  /** Whether the app hears of its own posts, as with Slack. */
  echoes: boolean;
  /** Whether the app is declared an agent. */
  isAgent: boolean;
}

/** Everything that Slack remembers. */
export function createWorld(now: () => number) {
  const teams = new Map<string, FakeTeam>();
  const users = new Map<string, FakeUser>();
  const channels = new Map<string, FakeChannel>();
  const messages: FakeMessage[] = [];
  const files = new Map<string, FakeFile>();
  const views = new Map<string, FakeView>();
  const tokens = new Map<string, FakeToken>();
  const triggers = new Map<string, Trigger>();
  const responseUrls = new Map<string, ResponseUrl>();
  const lastTs = new Map<string, number>();
  const watchers = new Set<() => void>();
  let count = 0;

  const settings: Settings = {
    ackWithin: 3_000,
    triggerLife: 3_000,
    retryAfter: [0, 60_000, 300_000],
    sharesAfter: 1,
    onePerMinute: false,
    knowsPlan: true,
    login: "page",
    maxFileBytes: 2 ** 30,
    rotates: false,
    echoes: true,
    isAgent: false,
  };

  /** An id of Slack's kind: a letter, and no two are the same. */
  function newId(letter: string): string {
    count += 1;
    return `${letter}${count.toString(36).toUpperCase().padStart(10, "0")}`;
  }

  function addTeam(id: string, name: string, bot: string, enterprise?: string): void {
    const domain = name.toLowerCase().replaceAll(" ", "-");
    teams.set(id, { id, name, domain, enterprise, bot, botId: bot.replace(/^U/, "B") });
    if (!users.has(bot)) addUser(bot, id, "rushes", { isBot: true });
  }

  function addUser(id: string, team: string, name: string, more: Partial<FakeUser> = {}): void {
    const plain = { isAdmin: false, isGuest: false, isBot: false };
    users.set(id, { id, team, name, tz: "Europe/Berlin", locale: "en-US", ...plain, ...more });
  }

  function addChannel(
    id: string,
    team: string,
    name: string,
    kind: FakeChannel["kind"],
    members: readonly string[],
  ): FakeChannel {
    const channel = { id, team, name, kind, members: new Set(members), isArchived: false };
    channels.set(id, channel);
    return channel;
  }

  function grant(token: Pick<FakeToken, "value" | "team" | "enterprise"> & Partial<FakeToken>) {
    const plain = { scopes: new Set(ALL_SCOPES), isRevoked: false, expiresAt: Infinity };
    const made: FakeToken = { ...plain, refresh: undefined, ...token };
    tokens.set(made.value, made);
    return made;
  }

  addTeam(TEAM, "Film club", BOT);
  addTeam(OTHER_TEAM, "Another place", OTHER_BOT);
  addTeam(ORG_TEAM, "Works north", ORG_BOT, ORG);
  addTeam(ORG_OTHER_TEAM, "Works south", ORG_BOT, ORG);
  addUser(ANN, TEAM, "ann", { isAdmin: true });
  addUser(BEN, TEAM, "ben");
  addUser(GUS, TEAM, "gus", { isGuest: true });
  addUser(OLE, OTHER_TEAM, "ole", { isAdmin: true });
  addUser(ORA, ORG_TEAM, "ora", { isAdmin: true });
  addUser(OTTO, ORG_OTHER_TEAM, "otto", { isAdmin: true });
  addChannel(GENERAL, TEAM, "general", "public", [ANN, BEN, GUS, BOT]);
  addChannel(QUIET, TEAM, "quiet", "private", [ANN, BEN, BOT]);
  addChannel(OUTSIDE, TEAM, "outside", "public", [ANN, BEN]);
  addChannel(OTHER_GENERAL, OTHER_TEAM, "general", "public", [OLE, OTHER_BOT]);
  addChannel(ORG_GENERAL, ORG_TEAM, "general", "public", [ORA, ORG_BOT]);
  addChannel(ORG_OTHER_GENERAL, ORG_OTHER_TEAM, "general", "public", [OTTO, ORG_BOT]);
  grant({ value: BOT_TOKEN, team: TEAM, enterprise: undefined });
  grant({ value: OTHER_BOT_TOKEN, team: OTHER_TEAM, enterprise: undefined });

  return {
    now,
    settings,
    teams,
    users,
    channels,
    messages,
    files,
    views,
    tokens,
    triggers,
    responseUrls,
    /** What decides on blocks beside themselves. */
    rules: {
      get knowsPlan() {
        return settings.knowsPlan;
      },
      shows(id: string): boolean {
        const file = files.get(id);
        const isPicture = /^image\/(?:png|jpeg|gif)$/.test(file?.type ?? "");
        return isPicture && file?.stage === "completed" && file.pollsUntilShared === 0;
      },
    },
    newId,
    addChannel,
    grant,

    teamOf(id: string): FakeTeam {
      const found = teams.get(id);
      if (!found) throw new Error(`no workspace ${id}`);
      return found;
    },

    userOf(id: string): FakeUser {
      const found = users.get(id);
      if (!found) throw new Error(`no person ${id}`);
      return found;
    },

    channelOf(id: string): FakeChannel {
      const found = channels.get(id);
      if (!found) throw new Error(`no channel ${id}`);
      return found;
    },

    /** The direct messages of a person with the bot of a workspace. */
    directOf(user: string, team: string): FakeChannel {
      const { bot } = this.teamOf(team);
      const known = [...channels.values()].find(
        (one) => one.kind === "im" && one.team === team && one.members.has(user),
      );
      return known ?? addChannel(newId("D"), team, "", "im", [user, bot]);
    },

    /** A time that no other message of this channel has; those of another may. */
    nextTs(channel: string): string {
      const at = Math.max(now() * 1_000, (lastTs.get(channel) ?? 0) + 1);
      lastTs.set(channel, at);
      return `${Math.floor(at / 1_000_000)}.${String(at % 1_000_000).padStart(6, "0")}`;
    },

    addMessage(made: Pick<FakeMessage, "channel" | "user" | "text"> & Partial<FakeMessage>) {
      const { team } = this.channelOf(made.channel);
      const message: FakeMessage = {
        thread_ts: undefined,
        bot_id: undefined,
        blocks: [],
        metadata: undefined,
        files: [],
        edits: 0,
        ephemeralFor: undefined,
        isGone: false,
        isBroadcast: false,
        team,
        ts: this.nextTs(made.channel),
        at: now(),
        ...made,
      };
      messages.push(message);
      this.changed();
      return message;
    },

    find(channel: string, ts: string): FakeMessage | undefined {
      return messages.find((one) => one.channel === channel && one.ts === ts);
    },

    addFile(made: Pick<FakeFile, "team" | "user" | "name"> & Partial<FakeFile>): FakeFile {
      const file: FakeFile = {
        id: newId("F"),
        title: made.name,
        type: typeOf(made.name),
        bytes: 0,
        sha256: "",
        data: undefined,
        shares: [],
        stage: "completed",
        pollsUntilShared: 0,
        share: undefined,
        isOfForm: false,
        isForeign: false,
        ...made,
      };
      files.set(file.id, file);
      return file;
    },

    receive(file: FakeFile, { bytes, sha256, data }: ArrivedFile): void {
      Object.assign(file, { bytes, sha256, data, stage: "uploaded" });
    },

    /** Says to whoever waits that something is not as it was. */
    changed(): void {
      for (const look of watchers) look();
    },
    watchers,
  };
}
export type World = ReturnType<typeof createWorld>;

const TYPES: Record<string, string> = {
  mp4: "video/mp4",
  webm: "video/webm",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
};

/** Slack goes by the name. */
export function typeOf(name: string): string {
  return TYPES[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

const ALL_SCOPES = [
  "app_mentions:read",
  "assistant:write",
  "channels:history",
  "channels:join",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "im:read",
  "im:write",
  "mpim:read",
  "reactions:write",
  "team:read",
  "users:read",
];
