import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { labelsOf, until } from "../fakes/discord/bot.ts";
import { BEN, GENERAL, OTHER_GENERAL } from "../fakes/discord/world.ts";
import type { DiscordRoom } from "./discord-room.ts";
import { openDiscordRoom } from "./discord-room.ts";
import { BETTER } from "./quick-studio.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: DiscordRoom;
beforeEach(async () => {
  room = await openDiscordRoom();
});
afterEach(() => room.close());

test("a draft is finished in HD once its price has a yes from whoever asked", async () => {
  const thread = await room.thread("video", { prompt: "a fox", model: "draft", seconds: 4 });
  const draft = await room.video(thread);

  await room.press(draft, "Finish in HD", { person: BEN });
  const { card, yes } = await room.price(thread);
  const before = room.films().length;
  const stranger = await room.press(card, yes);
  await room.press(card, yes, { person: BEN });
  const final = await room.video(thread, 2);

  expect([before, yes]).toEqual([0, "Run for $0.60"]);
  expect(stranger.words).toContain("Only ben and admins");
  expect(room.films()).toMatchObject([{ prompt: "a fox", resolution: "1080p" }]);
  expect(room.words(final)).toContain(`<@${BEN}> Your video is ready.`);
});

test("what the coach suggests is filmed in a thread of its own, for its guild alone", async () => {
  const advice = await room.answerTo(room.people.type("coach", { prompt: "fox" }));
  const pressed = room.people.press(advice.message, "Film this");
  const thread = await until(() => room.world.channels.get(pressed.token.original ?? ""));
  const video = await room.video(thread.id);

  const elsewhere = await room.press(advice.message, "Film this", { channel: OTHER_GENERAL });

  expect(advice.isPrivate).toBe(true);
  expect(thread.parent).toBe(GENERAL);
  expect(room.words(video)).toContain(BETTER);
  expect(room.films()).toHaveLength(1);
  expect(elsewhere.isPrivate).toBe(true);
  expect(labelsOf(elsewhere.message)).toEqual([]);
});
