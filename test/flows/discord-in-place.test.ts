import { afterEach, expect, test } from "vitest";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { buttonsOf, labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";
import { wordsSentIn } from "../fakes/discord/reading.ts";
import { GENERAL, POST, VOICE } from "../fakes/discord/world.ts";

let room: DiscordBot;
afterEach(() => room.close());

/** Asks for a video, and answers what the first answer said at first, and how it ended. */
async function film(channel: string) {
  const { discord } = room;
  const typed = discord.people.type("video", { prompt: "a fox" }, { channel });
  const answer = () => discord.world.messages.get(typed.token.original ?? "");
  await until(() => labelsOf(answer()).includes("Watch"));
  const clip = discord.world.messagesIn(channel).find(({ attachments }) => attachments.length > 0);
  return { first: await firstWords(), end: answer(), clip };
}

/** The answer says more later on, and perhaps soon. */
async function firstWords(): Promise<string> {
  return wordsSentIn(await until(() => room.discord.calls("original.edit")[0]));
}

test.each([
  ["a post of a forum", POST],
  ["a voice channel", VOICE],
])("in %s the answer promises no thread, and leads to the video", async (_where, channel) => {
  room = await startDiscordBot();

  const { first, end, clip } = await film(channel);

  expect(first).toMatch(/^On it\. The video comes here\./);
  expect(wordsOf(end)).toBe("Done. It cost $0.40.");
  expect(buttonsOf(end)[0]?.url).toContain(`/${channel}/${clip?.id}`);
});

test("where a thread could not be opened, the answer leads to the video", async () => {
  room = await startDiscordBot();
  room.discord.world.settings.threadsFull = true;

  const { end, clip } = await film(GENERAL);

  expect(wordsOf(end)).toBe("Done. It cost $0.40.");
  expect(buttonsOf(end)[0]?.url).toContain(`/${GENERAL}/${clip?.id}`);
});

test("a price is asked where a video would come", async () => {
  room = await startDiscordBot({ CONFIRM_ABOVE_USD: "0.1" });

  room.discord.people.type("video", { prompt: "a fox" }, { channel: POST });

  expect(await firstWords()).toMatch(/^This costs up to \$0\.40\. Say yes to it here\./);
});

test("a storyboard is open where no thread can be", async () => {
  room = await startDiscordBot();

  const given = { title: "The fox", scenes: "a fox wakes | it runs" };
  const typed = room.discord.people.type("storyboard", given, { channel: VOICE });
  const answer = await until(() => {
    const message = room.discord.world.messages.get(typed.token.original ?? "");
    return wordsOf(message) !== "" && message;
  });

  expect(wordsOf(answer)).toBe("The storyboard is open here. Its cards show what can be done.");
});
