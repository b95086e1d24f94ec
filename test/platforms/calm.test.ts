import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { createCalm } from "../../src/platforms/chat/calm.ts";
import type { Message } from "../../src/platforms/platform.ts";

const PAUSE = 5_000;
const card = (votes: number, more: Partial<Message> = {}): Message => ({
  kind: "card",
  tone: "good",
  text: "Done.",
  fields: [{ name: "Take 1", value: "♥".repeat(votes) }],
  ...more,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin() {
  const calm = createCalm({ pauseOf: () => PAUSE, now: Date.now, log: createLog("silent") });
  const seen: Message[] = [];
  const send = async (next: Message) => void seen.push(next);
  const edit = (next: Message, latest?: () => Promise<Message>) =>
    calm.edit("card", { next, send, latest });
  return { calm, seen, edit };
}

test("a dozen votes in a row are one edit at once and one after the pause", async () => {
  const { seen, edit } = begin();
  await edit(card(0));

  for (let votes = 1; votes <= 12; votes += 1) await edit(card(votes));
  const atOnce = seen.length;
  await vi.advanceTimersByTimeAsync(PAUSE);

  expect(atOnce).toBe(1);
  expect(seen).toEqual([card(0), card(12)]);
});

test("other words, another quotation and other buttons go at once", async () => {
  const { seen, edit } = begin();
  const button = { action: "vote", label: "Vote", job: "1", look: "primary" } as const;
  const news = [card(0), card(0, { text: "Gone." }), card(0, { quote: "a fox" })];

  for (const next of [...news, card(0, { buttons: [button] })]) await edit(next);

  expect(seen).toHaveLength(4);
});

test("what could not be shown is tried again at once", async () => {
  const { calm, seen, edit } = begin();
  const failing = calm.edit("card", {
    next: card(0),
    send: () => Promise.reject(new Error("away")),
  });

  await expect(failing).rejects.toThrow("away");
  await edit(card(0));

  expect(seen).toEqual([card(0)]);
});

const half = card(0, { tone: "working", text: "Filming… 50 %" });

test("what waited says what is so when its time has come", async () => {
  const { calm, seen, edit } = begin();
  calm.posted("card");
  await edit(half, async () => card(0));

  await vi.advanceTimersByTimeAsync(PAUSE);

  expect(seen).toEqual([card(0)]);
});

test("progress that was on its way while somebody told the end is set right", async () => {
  const { calm, seen, edit } = begin();
  calm.posted("card");
  let known = half;
  await edit(half, async () => {
    const now = known;
    known = card(0);
    return now;
  });

  await vi.advanceTimersByTimeAsync(PAUSE);

  expect(seen).toEqual([half, card(0)]);
});
