import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GENERAL } from "../fakes/slack/slack.ts";
import { wordsOf } from "../fakes/slack/reading.ts";
import type { SlackRoom } from "./slack-room.ts";
import { openSlackRoom } from "./slack-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: SlackRoom;
beforeEach(async () => {
  room = await openSlackRoom();
});
afterEach(() => room.close());

test("two people vote, however often, and the winner is finished", async () => {
  await room.ann.types("/rushes compare a {noir, clay} fox --seconds 4");
  const card = await room.with("Vote: clay");
  await room.saying("Your takes are ready, side by side.");
  const edits = () =>
    room.slack.calls("chat.update").filter(({ args }) => args["ts"] === card.ts).length;
  const before = edits();

  await room.ann.clicks(card, "Finish the winner in HD");
  await room.hears(room.ann, "Nobody has voted yet.");
  await room.ben.clicks(card, "Vote: clay");
  await room.hears(room.ben, "Your vote: clay.");
  for (let turn = 0; turn < 12; turn += 1) {
    const told = room.slack.ephemeralsOf(room.ann.id).length;
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as somebody presses
    await room.ann.clicks(card, turn % 2 === 0 ? "Vote: noir" : "Vote: clay");
    // oxlint-disable-next-line no-await-in-loop -- see above
    await room.slack.until(() => room.slack.ephemeralsOf(room.ann.id).length > told);
  }
  await room.slack.until(() => wordsOf(card).includes("clay ♥ ♥"));
  await room.ben.clicks(card, "Finish the winner in HD");
  const price = await room.with("Run for");
  await room.press(room.ben, price, "Run for");
  await room.slack.until(() => room.slack.filesIn(GENERAL, card.thread_ts).length === 4);

  expect(edits() - before).toBeLessThan(6);
  expect(room.films().slice(2)).toMatchObject([{ prompt: "a clay fox", resolution: "1080p" }]);
});
