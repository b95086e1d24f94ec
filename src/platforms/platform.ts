import type { Readable } from "node:stream";
import { z } from "zod";

/** Where one job reports: `local:…`, `discord:…`. Only its own platform looks inside. */
export const ThreadId = z.string();
export type ThreadId = string;
export type MessageId = string;

/** Where something was said, so that a thread can be opened there. Only its own platform looks inside. */
export type Place = string;

/** What a finished upload may be published under. Plain JSON, stored: only its platform looks inside. */
export const UploadToken = z.record(z.string(), z.json());
export type UploadToken = z.infer<typeof UploadToken>;

export interface Person {
  /** `discord:123`, `slack:T01:U01`, `local:you`: unique over all platforms. */
  readonly id: string;
  /** How the platform shows them. */
  readonly name: string;
  /** May set the guild's budget within what an operator allows. */
  readonly isAdmin: boolean;
  /** May take back what others have had posted. */
  readonly isModerator: boolean;
  /** Runs this bot. Platforms say so only where they know it; the configuration names the rest. */
  readonly isOperator: boolean;
}

/** What a button does. `job` is a claim from outside, checked when it is clicked. */
export interface Button {
  readonly action: string;
  readonly label: string;
  readonly job: string;
  readonly look: "primary" | "secondary" | "danger";
}

export type Tone = "neutral" | "working" | "good" | "warning" | "bad";

/** A message in neutral words; each platform draws it with its own parts. All texts are plain text. */
export interface Message {
  readonly kind: "card" | "text" | "clip";
  readonly tone: Tone;
  /** The language of its words, as BCP 47, for what a platform adds to them. English when unknown. */
  readonly locale?: string;
  /** Our words. */
  readonly text: string;
  /** A person's own words, drawn as a quotation: never markup, never a ping. */
  readonly quote?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  /** A PNG on our disk, for as long as the message takes to be sent; `alt` tells it in words. */
  readonly picture?: { readonly path: string; readonly alt: string };
  /** A file to keep, on our disk for as long as the message takes to be sent; never beside a picture. */
  readonly file?: { readonly path: string; readonly fileName: string };
  /** From 0 to 1, only where it is true. */
  readonly progress?: number;
  /** When the work began, in epoch ms: drawn as a running clock where the platform can. */
  readonly since?: number;
  readonly buttons?: readonly Button[];
  /** Who is pinged: the requester alone, by their id. */
  readonly mention?: string;
  /** Where more of it is to be seen. */
  readonly link?: { readonly label: string; readonly url: string };
  /** The message with the finished video, in the same thread. */
  readonly result?: MessageId;
  /** It tells of a part of what its thread is about: what stands for the thread elsewhere stays as it is. */
  readonly isAside?: boolean;
}

/** A clip on our disk, as platforms publish it. */
export interface PublishedClip {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  /** What somebody hears who cannot see it. */
  readonly alt: string;
  /** It is hidden until somebody clicks it, where the platform can. */
  readonly isSpoiler?: boolean | undefined;
  /** A still of it, where one could be made. */
  readonly posterPath?: string;
}

/** A file that somebody attached. Nothing about it is trusted yet. */
export interface Attachment {
  readonly name: string;
  /** It was picked from a message that was there already, perhaps somebody else's. */
  readonly picked?: Picked;
  /** Opens its bytes; `bytes` is what the platform claims. May fail with `PlatformError`. */
  open(signal: AbortSignal): Promise<{ stream: Readable; bytes: number | undefined }>;
}

/** Where a picked file comes from. */
export interface Picked {
  /** Who posted it; an app cannot be asked. */
  readonly author: { readonly id: string; readonly name: string; readonly isApp: boolean };
  /** Every button whose `job` is this brings the file again as `image`, for a day and over restarts. */
  readonly pick: string;
}

/** What a platform needs to know of a command to offer it. */
export interface CommandSpec {
  readonly name: string;
  readonly description: string;
  /** Declared once, in zod; each platform draws it. See `option` in `command.ts` for its marks. */
  readonly options: z.ZodObject;
  readonly isForAdmins: boolean;
  /** Its answer begins a thread: everybody sees it, where the others are for one person alone. */
  readonly opensThread: boolean;
  /**
   * The name under which it is offered on messages with a picture too, where the platform can: it is
   * then asked with `prompt`, and the picture as `image`.
   */
  readonly menu?: string | undefined;
}

/** What was typed, or which button was pressed. */
export type Ask =
  | {
      readonly kind: "command";
      readonly name: string;
      readonly options: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "action";
      readonly name: string;
      readonly job: string;
      readonly options: Readonly<Record<string, unknown>>;
    };

/** What the person reads at once; `job` when a job was made or found. */
export interface Reply {
  readonly message: Message;
  readonly job?: {
    readonly id: string;
    readonly state: string;
    /** The job in whose thread it reports, where that is not its own. */
    readonly home?: string | undefined;
  };
  /** What the message says from now on whose button was pressed, for everybody. */
  readonly instead?: Message;
}

/** One use of a command: typed, button, modal, shortcut or mention. It has been acknowledged already. */
export interface Invocation {
  /** Unique, and the same when the platform delivers the event again. */
  readonly id: string;
  readonly platform: string;
  /** Who pays: `discord:123`, `slack:T01`, `local:playground`. */
  readonly guild: string;
  readonly person: Person;
  readonly place: Place;
  /** Whether what it makes gets a thread of its own; where nothing is said, it does. */
  readonly beginsThread?: boolean;
  /** The channel where it was said, and the one around that, by their ids: `discord:123`. */
  readonly channels?: readonly string[];
  readonly ask: Ask;
  /** Attached files by the name of their option. */
  readonly attachments: Readonly<Record<string, Attachment>>;
  /** BCP 47, as the platform knows it. */
  readonly locale: string;
  /** Throws `UserError`, naming what is missing, where a job could not report. Asks nobody. */
  checkPlace(): void;
  /** Answers the person, for their eyes only where the platform can. Never throws. */
  reply(reply: Reply): Promise<void>;
}

/** A word that is being typed into an option that offers completions. */
export interface Completion {
  /** An `open-job` is one that can still be stopped. */
  readonly source: "model" | "style" | "job" | "open-job";
  readonly typed: string;
  readonly locale: string;
  readonly guild: string;
  readonly person: string;
}

/** A question for a prompt, in English words. */
export interface Form {
  /** At most 45 characters. */
  readonly title: string;
  /** At most 100 characters. */
  readonly label: string;
  /** What stands in it already. */
  readonly holds: "prompt" | "nothing";
  /** Whether a picture to begin with may come along, as `image`. */
  readonly takesPicture: boolean;
}

/** What a platform is given to serve. */
export interface Front {
  readonly commands: readonly CommandSpec[];
  /** The actions of buttons that ask for a prompt first, and the form that they ask with. */
  readonly asking: ReadonlyMap<string, Form>;
  /** The actions of buttons whose answer begins a thread: everybody sees it. */
  readonly opening: ReadonlySet<string>;
  answer(invocation: Invocation): Promise<void>;
  complete(completion: Completion): Promise<readonly { value: string; label: string }[]>;
  /** The prompt of a job, to be edited; `undefined` when this guild has no such job. One read. */
  promptOf(guild: string, job: string): Promise<string | undefined>;
}

/**
 * A place where people type commands and watch videos. Throws `PlatformError` when it fails.
 *
 * `openThread`, `post` and `publish` are idempotent under their key: called again, also by another
 * process after a crash, they find what the first call made.
 */
export interface Platform {
  readonly name: string;

  /** Begins to take invocations, or goes on trying to. Throws `UserError` when that cannot succeed. */
  start(front: Front): Promise<void>;

  /** Whether people are heard just now; a platform without it hears them from its start on. */
  isReady?(): boolean;

  /** Takes no more invocations; posting still works until the process ends. */
  stop(): Promise<void>;

  openThread(place: Place, title: string, key: string): Promise<ThreadId>;

  post(thread: ThreadId, message: Message, key: string): Promise<MessageId>;

  /**
   * Changes what a message says. Where edits wait for each other, `latest` tells what it ought to say
   * by then: somebody else may have told the end meanwhile.
   */
  edit(
    thread: ThreadId,
    message: MessageId,
    next: Message,
    latest?: () => Promise<Message>,
  ): Promise<void>;

  /**
   * Tells whoever asked there what came of it, where nothing could be posted for them. Tried once,
   * and never throws; a platform without it can always post.
   */
  tell?(place: Place, message: Message): Promise<void>;

  /** The first half of an upload: its answer is saved in the job before `publish` is called. */
  prepareUpload(thread: ThreadId, clip: PublishedClip): Promise<UploadToken>;

  /** The second half: the clip appears in the thread, once. */
  publish(
    thread: ThreadId,
    token: UploadToken,
    clip: PublishedClip,
    message: Message,
    key: string,
  ): Promise<MessageId>;

  /** Takes a message back, where it still exists. */
  remove(thread: ThreadId, message: MessageId): Promise<void>;

  maxUploadBytes(thread: ThreadId): Promise<number>;
}
