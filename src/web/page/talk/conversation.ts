import type { ChannelView, MessageView, RemovalView } from "../../../platforms/local/views.ts";
import { words } from "../language.ts";

export const CHANNEL = "local:channel";

/** Everything that was said, by message; the channel and its threads are cut out of it. */
export interface Conversation {
  readonly messages: ReadonlyMap<string, MessageView>;
  /** What we have seen; a server that was away tells the rest. */
  readonly revision: number;
}

/** What a thread looks like from the channel. */
export interface Teaser {
  readonly card: MessageView | undefined;
  readonly clip: MessageView | undefined;
}

export const EMPTY: Conversation = { messages: new Map(), revision: 0 };

export function loaded({ messages, threads, revision }: ChannelView): Conversation {
  const all = [...messages, ...threads];
  return { messages: new Map(all.map((message) => [message.id, message])), revision };
}

/** Takes a change in. One that is older than what we know changes nothing. */
export function changed(
  conversation: Conversation,
  change: MessageView | RemovalView,
): Conversation {
  const known = conversation.messages.get(change.id);
  if (known && known.revision >= change.revision) return conversation;
  const messages = new Map(conversation.messages);
  if ("removed" in change) messages.delete(change.id);
  else messages.set(change.id, change);
  return { messages, revision: Math.max(conversation.revision, change.revision) };
}

/** The messages of a thread, oldest first. */
export function inThread({ messages }: Conversation, thread: string): MessageView[] {
  return [...messages.values()]
    .filter((message) => message.thread === thread)
    .toSorted((one, other) => one.createdAt - other.createdAt);
}

export function teaserOf(conversation: Conversation, job: string): Teaser {
  const messages = inThread(conversation, `local:${job}`);
  return {
    card: messages.find(({ kind }) => kind === "card"),
    clip: messages.findLast(({ clip }) => clip !== undefined),
  };
}

/** Whether anything here tells of a job. */
export function isKnown({ messages }: Conversation, job: string): boolean {
  return [...messages.values()].some(
    (message) => message.job === job || message.thread === `local:${job}`,
  );
}

/** What a thread is called: the words of the person who asked for it. */
export function titleOf(conversation: Conversation, job: string): string {
  const reply = [...conversation.messages.values()].find(
    (message) => message.job === job && message.author === "rushes",
  );
  const said = [...conversation.messages.values()].find(
    (message) => message.author === "you" && message.invocation === reply?.invocation,
  );
  const { card } = teaserOf(conversation, job);
  return card?.quote ?? (said?.typed?.words || reply?.quote || words("Thread"));
}

/** What somebody should hear who cannot see the change; `undefined` for what is not worth a word. */
export function spoken(
  before: MessageView | undefined,
  after: MessageView | RemovalView,
): string | undefined {
  if ("removed" in after || after.author === "you") return undefined;
  if (after.clip)
    return before ? undefined : words("The video is here. {{alt}}", { alt: after.clip.alt });
  if (before?.tone !== after.tone) return after.text;
  const quarter = (message: MessageView) => Math.floor((message.progress ?? 0) * 4);
  return quarter(before) < quarter(after) ? after.text : undefined;
}
