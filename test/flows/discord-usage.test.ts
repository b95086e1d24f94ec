import { PermissionFlagsBits } from "discord.js";
import { afterEach, expect, test } from "vitest";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";

let room: DiscordBot;
afterEach(() => room.close());

test("what was spent comes as a picture with its words, for whoever asked alone", async () => {
  room = await startDiscordBot();
  const { people, world } = room.discord;
  const video = people.type("video", { prompt: "a fox" });
  await until(() => wordsOf(world.messages.get(video.token.original ?? "")).includes("It cost"));

  const typed = people.type("usage");
  const answer = await until(() => {
    const message = world.messages.get(typed.token.original ?? "");
    return message?.attachments.length === 1 && message;
  });

  expect(answer.attachments[0]).toMatchObject({
    filename: "picture.png",
    description: expect.stringContaining("$0.40 of $10.00 was spent"),
  });
  expect(JSON.stringify(answer.components)).toContain("picture.png");
  expect(wordsOf(answer)).toContain("$0.40 of $10.00 was spent in");
  expect(answer.ephemeralFor).toBeDefined();
  expect(room.discord.complaints).toEqual([]);
});

test("a ledger comes as a file, for the admin who asked alone", async () => {
  room = await startDiscordBot();
  const { people, world } = room.discord;
  const video = people.type("video", { prompt: "a secret fox" });
  await until(() => wordsOf(world.messages.get(video.token.original ?? "")).includes("It cost"));

  const typed = people.type(
    "quota",
    { action: "export" },
    { permissions: PermissionFlagsBits.ManageGuild },
  );
  const answer = await until(() => {
    const message = world.messages.get(typed.token.original ?? "");
    return message?.attachments.length === 1 && message;
  });

  const [file] = answer.attachments;
  const csv = await (await fetch(file?.url ?? "")).text();
  expect(file?.filename).toMatch(/^rushes-ledger-\d{4}-\d\d\.csv$/);
  expect(csv).toContain(",settle,0.400000,");
  expect(csv).not.toContain("fox");
  expect(answer.ephemeralFor).toBeDefined();
  expect(room.discord.complaints).toEqual([]);
});
