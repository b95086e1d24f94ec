import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPace } from "../../../src/platforms/slack/show/pace.ts";

const MINUTE = 60_000;

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => void vi.useRealTimers());

/** As many processes as wanted, that share what is claimed. */
function begin(processes: number) {
  const claimed = new Set<string>();
  const claim = async (id: string) => claimed.size < claimed.add(id).size;
  const paces = Array.from({ length: processes }, () => createPace({ claim, now: Date.now }));
  const sent: { key: string; what: string }[] = [];
  const waiting: string[] = [];

  function edit(key: string, what: string, { isProgress = true, team = "T1", by = 0 } = {}) {
    const send = async () => void sent.push({ key, what });
    const onWait = () => void waiting.push(what);
    return paces[by % processes]!({ team, key, isProgress, send, onWait });
  }
  return { edit, sent, waiting };
}

test.each([1, 3])("%i processes send fewer than fifty edits a minute together", async (many) => {
  const { edit, sent } = begin(many);

  for (let second = 0; second < 60; second += 1) {
    for (let card = 0; card < 30; card += 1) {
      void edit(`card ${card}`, `${second}`, { by: card, isProgress: card % 5 > 0 });
    }
    // oxlint-disable-next-line no-await-in-loop -- time passes
    await vi.advanceTimersByTimeAsync(1_000);
  }

  expect(sent.length).toBeGreaterThan(30);
  expect(sent.length).toBeLessThanOrEqual(50);
});

test("every card has its turn", async () => {
  const { edit, sent } = begin(1);

  for (let card = 0; card < 30; card += 1) void edit(`card ${card}`, "50 %");
  await vi.advanceTimersByTimeAsync(MINUTE);

  expect(new Set(sent.map(({ key }) => key)).size).toBe(30);
});

test("what waits is replaced by what is newer, and both are done then", async () => {
  const { edit, sent, waiting } = begin(1);
  for (let card = 0; card < 7; card += 1) await edit(`card ${card}`, "10 %");

  const both = Promise.all([edit("card 0", "20 %"), edit("card 0", "30 %")]);
  await vi.advanceTimersByTimeAsync(15_000);
  await both;

  expect(waiting).toEqual(["20 %", "30 %"]);
  expect(sent.slice(7)).toEqual([{ key: "card 0", what: "30 %" }]);
});

test("last words go before the progress of others", async () => {
  const { edit, sent } = begin(1);
  for (let card = 0; card < 20; card += 1) void edit(`card ${card}`, "50 %");
  await vi.advanceTimersByTimeAsync(0);

  await edit("card 99", "Done.", { isProgress: false });

  expect(sent.at(-1)).toEqual({ key: "card 99", what: "Done." });
  expect(sent).toHaveLength(8);
});

test("last words that have to wait are the first to go", async () => {
  const { edit, sent } = begin(1);
  for (let card = 0; card < 10; card += 1)
    await edit(`card ${card}`, "Done.", { isProgress: false });
  for (let card = 10; card < 20; card += 1) void edit(`card ${card}`, "50 %");
  void edit("card 99", "Done.", { isProgress: false });

  await vi.advanceTimersByTimeAsync(15_000);

  expect(sent[10]).toEqual({ key: "card 99", what: "Done." });
});

test("a workspace does not wait for another", async () => {
  const { edit, sent } = begin(1);
  for (let card = 0; card < 20; card += 1) void edit(`card ${card}`, "50 %");

  await edit("card", "50 %", { team: "T2" });

  expect(sent.at(-1)?.key).toBe("card");
});
