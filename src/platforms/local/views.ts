import type { Words } from "../../words.ts";
import type { Button, CommandSpec, Form, Tone } from "../platform.ts";
import { optionFields } from "../options.ts";
import type { OptionField } from "../options.ts";
import type { StoredClip, StoredMessage } from "./messages.ts";
import type { Typed } from "./typed.ts";

/** The thread in which people type; every job opens a thread of its own. */
export const CHANNEL = "local:channel";

/** A message as the API answers it. A missing `progress` means that nobody knows it. */
export interface MessageView {
  readonly id: string;
  readonly thread: string;
  readonly revision: number;
  readonly createdAt: number;
  readonly author: "you" | "rushes";
  readonly kind: "card" | "text" | "clip";
  readonly tone: Tone;
  readonly text: string;
  readonly quote?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
  readonly progress?: number;
  /** When what it tells of began, in epoch ms, while that is still running. */
  readonly since?: number;
  readonly buttons: readonly Button[];
  /** A picture that says more than the text. */
  readonly shown?: { readonly url: string; readonly alt: string };
  /** A file to keep. */
  readonly file?: { readonly url: string; readonly fileName: string };
  readonly clip?: ClipView;
  readonly invocation?: string;
  /** The job, and its thread, that this message began. */
  readonly job?: string;
  readonly typed?: Typed;
  readonly picture?: string;
}

export interface ClipView {
  readonly url: string;
  readonly poster?: string;
  /** A moving picture of its first seconds, made when it is first asked for. */
  readonly preview: string;
  readonly fileName: string;
  readonly alt: string;
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export interface ThreadView {
  readonly thread: string;
  readonly title: string;
  readonly job?: string;
  readonly state?: string;
  readonly messages: readonly MessageView[];
  /** Events after this revision are not in `messages`. */
  readonly revision: number;
}

/** The channel comes with the threads that hang on its messages. */
export interface ChannelView extends ThreadView {
  readonly threads: readonly MessageView[];
}

/** A message that was taken back. */
export interface RemovalView {
  readonly id: string;
  readonly thread: string;
  readonly revision: number;
  readonly removed: true;
}

export interface CommandView {
  readonly name: string;
  readonly description: string;
  readonly isForAdmins: boolean;
  readonly fields: readonly OptionField[];
}

/** How the playground's money stands, in micro-dollars and in words. */
export interface BudgetView {
  readonly used: number;
  readonly reserved: number;
  readonly limit: number;
  readonly text: string;
}

/** A command with its descriptions in the reader's language; its names are typed as they stand. */
export function commandView(command: CommandSpec, words: Words): CommandView {
  const { name, description, isForAdmins } = command;
  const fields = optionFields(command).map((field) => ({
    ...field,
    description: words(field.description),
  }));
  return { name, description: words(description), isForAdmins, fields };
}

export function formView(form: Form, words: Words): Form {
  return { ...form, title: words(form.title), label: words(form.label) };
}

export function messageView(message: StoredMessage): MessageView {
  const { mention: _, buttons = [], shown, kept, ...said } = message.body.message;
  return {
    id: message.id,
    thread: message.thread,
    revision: message.revision,
    createdAt: message.createdAt,
    author: message.body.author,
    ...said,
    buttons,
    shown: shown && { url: `/api/local/clips/${shown.id}.png`, alt: shown.alt },
    file: kept && fileView(kept),
    clip: message.clip && clipView(message.clip),
    invocation: message.body.invocation,
    job: message.body.job,
    typed: message.body.typed,
    picture: message.body.picture,
  };
}

/** What an event tells of a message: how it is now, or that it has gone. */
export function changeView(message: StoredMessage): MessageView | RemovalView {
  if (!message.isRemoved) return messageView(message);
  return { id: message.id, thread: message.thread, revision: message.revision, removed: true };
}

function fileView({ id, fileName }: { id: string; fileName: string }) {
  const asked = new URLSearchParams({ download: fileName });
  return { url: `/api/local/clips/${id}.bin?${asked}`, fileName };
}

function clipView({ id, hasPoster, ...clip }: StoredClip): ClipView {
  const url = `/api/local/clips/${id}`;
  const poster = hasPoster ? `${url}.jpg` : undefined;
  return { url: `${url}.mp4`, poster, preview: `${url}.webp`, ...clip };
}

/** The thread of a job is known before it is opened, so that an answer can name it at once. */
export function threadOf(job: string): string {
  return `local:${job}`;
}

export function jobOf(thread: string): string | undefined {
  return thread === CHANNEL ? undefined : thread.replace(/^local:/, "");
}
