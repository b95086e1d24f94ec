import { afterEach, expect, test } from "vitest";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";

let room: DiscordBot;
afterEach(() => room.close());

test.each([
  ["a card with such words", 200_000, 1, "A rule of this server (AutoMod) keeps these words out."],
  ["any card", 50013, 2, "I may not post this here."],
])("where %s may not be posted, the answer says why", async (_what, code, times, why) => {
  room = await startDiscordBot();
  const { discord } = room;
  discord.fail("message.create", { kind: "code", code }, times);

  const typed = discord.people.type("video", { prompt: "a fox" });
  const answer = () => discord.world.messages.get(typed.token.original ?? "");
  await until(() => labelsOf(answer()).includes("Again"));

  expect(wordsOf(answer())).toContain(why);
  expect(wordsOf(answer())).toContain("Nothing was charged.");
});
