import { z } from "zod";
import { Typed } from "./typed.ts";

const Button = z.object({
  action: z.string(),
  label: z.string(),
  job: z.string(),
  look: z.enum(["primary", "secondary", "danger"]),
});

const Said = z.object({
  kind: z.enum(["card", "text", "clip"]),
  tone: z.enum(["neutral", "working", "good", "warning", "bad"]),
  text: z.string(),
  quote: z.string().optional(),
  fields: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .readonly()
    .optional(),
  progress: z.number().optional(),
  since: z.number().optional(),
  buttons: z.array(Button).readonly().optional(),
  mention: z.string().optional(),
  /** Kept under this id in the playground's own folder. */
  shown: z.object({ id: z.string(), alt: z.string() }).optional(),
  /** Kept in the same way. */
  kept: z.object({ id: z.string(), fileName: z.string() }).optional(),
});

/** What is stored of a message: who said it, what, and what it began. */
export const Body = z.object({
  author: z.enum(["you", "rushes"]),
  message: Said,
  /** The invocation that it is, or that it answers. */
  invocation: z.string().optional(),
  /** The job that it answers with: its thread hangs on this message. */
  job: z.string().optional(),
  typed: Typed.optional(),
  /** The name of the picture that came with it. */
  picture: z.string().optional(),
});
export type Body = z.infer<typeof Body>;

/** A clip in the playground's own folder. */
export const StoredClip = z.object({
  id: z.string(),
  fileName: z.string(),
  bytes: z.int(),
  seconds: z.number(),
  width: z.int(),
  height: z.int(),
  alt: z.string(),
  hasPoster: z.boolean(),
});
export type StoredClip = z.infer<typeof StoredClip>;

export interface StoredMessage {
  readonly id: string;
  readonly thread: string;
  readonly body: Body;
  readonly clip: StoredClip | undefined;
  /** Epoch ms; no two messages have the same, so it orders them. */
  readonly createdAt: number;
  /** Grows with every change of any message, so that a reader can ask for what it has missed. */
  readonly revision: number;
  readonly isRemoved: boolean;
}

export interface NewMessage {
  readonly thread: string;
  readonly key: string;
  readonly body: Body;
  readonly clip?: StoredClip;
}

/** What was said in the playground. It survives a restart. */
export interface LocalMessages {
  /** Opening a thread again changes nothing. */
  openThread(id: string, title: string): Promise<void>;

  /** The title of a thread; `undefined` when it was never opened. */
  title(thread: string): Promise<string | undefined>;

  /** Adds a message, or finds the one that was added under the same key. */
  add(message: NewMessage): Promise<StoredMessage>;

  /** Replaces what a message says. A message that is gone stays gone. */
  edit(id: string, change: (body: Body) => Body): Promise<void>;

  /** Takes a message back; answers it when it was still there. */
  remove(id: string): Promise<StoredMessage | undefined>;

  /** The last `limit` messages of a thread that still stand, oldest first. */
  inThread(thread: string, limit: number): Promise<StoredMessage[]>;

  /** Every change after a revision, removals included, in the order in which they happened. */
  since(revision: number): Promise<StoredMessage[]>;

  /** The newest revision there is, 0 when nothing was ever said. */
  revision(): Promise<number>;
}
