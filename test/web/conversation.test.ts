import { expect, test } from "vitest";
import type { MessageView } from "../../src/platforms/local/views.ts";
import {
  changed,
  EMPTY,
  inThread,
  loaded,
  spoken,
  teaserOf,
  titleOf,
} from "../../src/web/page/talk/conversation.ts";

const message = (id: string, more: Partial<MessageView> = {}): MessageView => ({
  id,
  thread: "local:j1",
  revision: 1,
  createdAt: 1,
  author: "rushes",
  kind: "card",
  tone: "working",
  text: "Filming…",
  buttons: [],
  ...more,
});
const clip = {
  url: "/c.mp4",
  preview: "/c.webp",
  fileName: "c.mp4",
  alt: "A fox runs.",
  seconds: 4,
  width: 16,
  height: 9,
  bytes: 1,
};

test("a change that comes twice or late changes nothing", () => {
  const now = changed(EMPTY, message("a", { revision: 5, text: "new" }));

  const later = changed(now, message("a", { revision: 4, text: "old" }));

  expect(changed(now, message("a", { revision: 5, text: "again" }))).toBe(now);
  expect(later.messages.get("a")?.text).toBe("new");
});

test("what is taken back goes, and what was seen is remembered", () => {
  const before = changed(EMPTY, message("a"));

  const after = changed(before, { id: "a", thread: "local:j1", revision: 9, removed: true });

  expect(after.messages.size).toBe(0);
  expect(after.revision).toBe(9);
});

test("a thread is in order and has a teaser and a title", () => {
  const conversation = loaded({
    thread: "local:channel",
    title: "Playground",
    revision: 7,
    messages: [],
    threads: [
      message("late", { createdAt: 3, kind: "clip", clip }),
      message("early", { createdAt: 2, quote: "a fox" }),
    ],
  });

  expect(inThread(conversation, "local:j1").map(({ id }) => id)).toEqual(["early", "late"]);
  expect(teaserOf(conversation, "j1").clip?.id).toBe("late");
  expect(titleOf(conversation, "j1")).toBe("a fox");
});

test.each([
  ["a new card", undefined, message("a"), "Filming…"],
  ["a few per cent", message("a", { progress: 0.3 }), message("a", { progress: 0.4 }), undefined],
  ["a quarter", message("a", { progress: 0.4 }), message("a", { progress: 0.6 }), "Filming…"],
  ["the end", message("a"), message("a", { tone: "good", text: "Done." }), "Done."],
  ["a clip", undefined, message("b", { clip }), "The video is here. A fox runs."],
  ["one's own words", undefined, message("c", { author: "you" }), undefined],
])("of %s, what is worth a word is spoken", (_, before, after, words) => {
  expect(spoken(before, after)).toBe(words);
});
