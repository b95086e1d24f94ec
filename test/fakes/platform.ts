import type {
  Front,
  Message,
  Platform,
  PublishedClip,
  UploadToken,
} from "../../src/platforms/platform.ts";

interface Posted {
  thread: string;
  key: string;
  message: Message;
  clip?: PublishedClip;
  isRemoved: boolean;
}

/** A chat in memory, idempotent by key as every platform is. It remembers all that was shown. */
export function createFakePlatform(name = "fake") {
  const threads = new Map<string, string>();
  const posted = new Map<string, Posted>();
  const cardTexts: string[] = [];
  const told: string[] = [];
  let front: Front | undefined;

  function once(key: string, make: () => Omit<Posted, "key" | "isRemoved">): string {
    if (!posted.has(key)) posted.set(key, { ...make(), key, isRemoved: false });
    return key;
  }

  const platform: Platform = {
    name,
    async start(served) {
      front = served;
    },
    async stop() {},
    async openThread(_place, title, key) {
      threads.set(key, title);
      return `${name}:${key}`;
    },
    async post(thread, message, key) {
      if (message.kind === "card") cardTexts.push(message.text);
      return once(key, () => ({ thread, message }));
    },
    async edit(_thread, id, message) {
      const found = posted.get(id);
      if (!found) throw new Error(`no message ${id}`);
      cardTexts.push(message.text);
      found.message = message;
    },
    async tell(_place, message) {
      told.push(message.text);
    },
    async prepareUpload(_thread, clip): Promise<UploadToken> {
      return { path: clip.path };
    },
    async publish(thread, _token, clip, message, key) {
      return once(key, () => ({ thread, message, clip }));
    },
    async remove(_thread, id) {
      const found = posted.get(id);
      if (found) found.isRemoved = true;
    },
    maxUploadBytes: async () => 100_000_000,
  };

  return {
    platform,
    threads,
    /** What every card said, in order. */
    cardTexts,
    /** What people were told without a thread. */
    told,
    cards: () => [...posted.values()].filter(({ message }) => message.kind === "card"),
    texts: () =>
      [...posted.values()].flatMap(({ message }) => (message.kind === "text" ? message.text : [])),
    clips: () => [...posted.values()].filter(({ message }) => message.kind === "clip"),
    front: () => {
      if (!front) throw new Error("not started");
      return front;
    },
  };
}
