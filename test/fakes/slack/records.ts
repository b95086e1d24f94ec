// What is kept of each thing.

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
  /** All workspaces of their organisation that they are in, where those are more than one. */
  teams?: readonly string[];
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
