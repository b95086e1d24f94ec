import { afterEach, expect, test } from "vitest";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";

let room: DiscordBot;
afterEach(() => room.close());

test("whoever uses Discord in German reads German, down to the buttons", async () => {
  room = await startDiscordBot();

  const typed = room.discord.people.type("video", { prompt: "ein Fuchs" }, { locale: "de" });
  const thread = await until(() => room.discord.world.channels.get(typed.token.original ?? ""));
  const clip = await until(() =>
    room.discord.world.messagesIn(thread.id).find((one) => one.attachments.length > 0),
  );
  const answer = await until(() => {
    const first = room.discord.world.messages.get(thread.id);
    return labelsOf(first).includes("Ansehen") && first;
  });

  expect(wordsOf(clip)).toContain("Dein Video ist fertig. Es wurde von KI gemacht.");
  expect(labelsOf(clip)).toContain("Noch einmal");
  expect(wordsOf(answer)).toContain("Fertig. Es hat 0,40\u00A0$ gekostet.");
});

test("Discord is told what commands and options are called in five languages", async () => {
  room = await startDiscordBot();

  const video = room.discord.world.commands.find(({ name }) => name === "video");

  expect(video).toMatchObject({
    description_localizations: {
      de: expect.stringContaining("kurzes Video"),
      "es-ES": expect.stringContaining("vídeo"),
      fr: expect.stringContaining("vidéo"),
      ja: expect.stringContaining("動画"),
      "pt-BR": expect.stringContaining("vídeo"),
    },
  });
  expect(video?.options).toContainEqual(
    expect.objectContaining({
      name: "seconds",
      name_localizations: expect.objectContaining({ de: "sekunden", ja: "秒数" }),
    }),
  );
});
