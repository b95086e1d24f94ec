import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "../fakes/discord/bot.ts";
import { BEN, OTHER_GENERAL } from "../fakes/discord/world.ts";
import type { DiscordRoom } from "./discord-room.ts";
import { openDiscordRoom } from "./discord-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: DiscordRoom;
beforeEach(async () => {
  room = await openDiscordRoom();
});
afterEach(() => room.close());

test("two people vote, however often, and the winner is finished", async () => {
  const thread = await room.thread("compare", { prompt: "a {noir, clay} fox", seconds: 4 });
  const grid = await room.find(thread, (one) => room.labels(one).includes("Vote: clay"));
  const card = await room.saying(thread, "Take 1");
  await until(() => room.words(card).includes("Done."));
  const edits = () =>
    room.discord.calls("message.edit").filter(({ path }) => path.endsWith(card.id)).length;
  const before = edits();

  const early = await room.press(grid, "Finish the winner in HD");
  const stranger = await room.press(grid, "Vote: noir", { person: BEN, channel: OTHER_GENERAL });
  const ben = await room.press(grid, "Vote: clay", { person: BEN });
  for (let turn = 0; turn < 12; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as somebody presses
    await room.press(grid, turn % 2 === 0 ? "Vote: noir" : "Vote: clay");
  }
  await until(() => room.words(card).includes("clay ♥ ♥"));
  await room.press(grid, "Finish the winner in HD", { person: BEN });
  const { card: price, yes } = await room.price(thread);
  await room.press(price, yes, { person: BEN });
  await room.video(thread, 4);

  expect(room.words(grid)).toContain("Your takes are ready, side by side.");
  expect(room.labels(card)).toEqual([]);
  expect(early.words).toContain("Nobody has voted yet.");
  expect(stranger.words).toContain("There is no video");
  expect([ben.words, ben.isPrivate]).toEqual(["Your vote: clay.", true]);
  expect(edits() - before).toBeLessThan(6);
  expect(room.films().slice(2)).toMatchObject([{ prompt: "a clay fox", resolution: "1080p" }]);
});
