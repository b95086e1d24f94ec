import { typeOf } from "../media-type.ts";
import type { ArrivedFile } from "./arrived.ts";
import {
  ALL_SCOPES,
  ANN,
  BEN,
  BOT,
  BOT_TOKEN,
  GENERAL,
  GUS,
  OLE,
  ORA,
  ORG,
  ORG_BOT,
  ORG_GENERAL,
  ORG_OTHER_GENERAL,
  ORG_OTHER_TEAM,
  ORG_TEAM,
  OTHER_BOT,
  OTHER_BOT_TOKEN,
  OTHER_GENERAL,
  OTHER_TEAM,
  OTTO,
  OUTSIDE,
  QUIET,
  TEAM,
} from "./names.ts";
import type {
  FakeChannel,
  FakeFile,
  FakeMessage,
  FakeTeam,
  FakeToken,
  FakeUser,
  FakeView,
  ResponseUrl,
  Settings,
  Trigger,
} from "./records.ts";

export * from "./names.ts";
export type * from "./records.ts";

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
        ({ kind, members, ...one }) =>
          kind === "im" && one.team === team && members.has(user) && members.has(bot),
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
