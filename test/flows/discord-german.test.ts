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

test("commands in our words are those that each reader sees, and can click", async () => {
  room = await startDiscordBot();
  const { people, world } = room.discord;

  const typed = people.type("help", {}, { locale: "de" });
  const answer = await until(() => {
    const words = wordsOf(world.messages.get(typed.token.original ?? ""));
    return words.includes("Tippe") && words;
  });

  const id = world.commands.find(({ name }) => name === "video")?.["id"];
  expect(answer).toContain(`Tippe </video:${String(id)}> und was`);
  expect(answer).toContain(`**</video:${String(id)}>** Mach ein kurzes Video`);
  expect(room.discord.complaints).toEqual([]);
});

test("Discord is told what commands and options are called in five languages", async () => {
  room = await startDiscordBot();

  const video = room.discord.world.commands.find(({ name }) => name === "video");

  expect(video).toMatchObject({
    name_localizations: {
      de: "video",
      "es-ES": "vídeo",
      fr: "vidéo",
      ja: "動画",
      "pt-BR": "vídeo",
    },
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
