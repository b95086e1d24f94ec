import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";
import { ANN, GENERAL } from "../fakes/discord/world.ts";

const dusk = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
};
let room: DiscordBot;
const begin = async (env: Record<string, string> = {}) => (room = await startDiscordBot(env));
afterEach(() => room.close());

const clipIn = (thread: string) =>
  until(() => room.discord.world.messagesIn(thread).find((one) => one.attachments.length > 0));

test("a picture becomes a video in a thread that hangs on the first answer", async () => {
  await begin();

  const typed = room.discord.people.type("video", { prompt: "a *fox* in @rain", image: dusk });
  const thread = await until(() => room.discord.world.channels.get(typed.token.original ?? ""));
  const clip = await clipIn(thread.id);
  const card = room.discord.world.messagesIn(thread.id).find((one) => one.attachments.length === 0);
  const answer = await until(() => {
    const first = room.discord.world.messages.get(thread.id);
    return labelsOf(first).includes("Watch") && first;
  });

  expect(thread).toMatchObject({ name: "a *fox* in @rain", parent: GENERAL });
  expect(wordsOf(clip)).toContain(`<@${ANN}> Your video is ready.`);
  expect(labelsOf(clip)).toEqual(["Again", "Edit prompt", "Delete"]);
  expect(clip.attachments[0]?.description).toContain("a *fox* in @rain");
  expect(wordsOf(card)).toContain("Done. It cost $0.40.");
  expect(wordsOf(answer)).toContain("Done. It cost $0.40.");
  expect(room.studio.bills).toMatchObject([{ picture: { type: "image/jpeg" } }]);
  expect(room.discord.complaints).toEqual([]);
});
