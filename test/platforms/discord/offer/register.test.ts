import { afterEach, expect, test } from "vitest";
import { until } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";

let stage: DiscordStage;
afterEach(() => stage.close());

test("commands are registered when they have changed, and only then", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, bot, remembered } = stage;
  await until(() => remembered.size === 2);
  const next = stage.another();
  const changed = stage.another();
  const fewer = { ...bot.front, commands: bot.front.commands.slice(1) };

  await next.start(bot.front);
  await until(() => discord.gateway.shards().length === 2);
  await changed.start(fewer);
  await until(() => discord.world.registrations === 2);
  await Promise.all([next.stop(), changed.stop()]);

  expect(discord.world.commands).toHaveLength(fewer.commands.length);
});

test("commands that Discord no longer has are registered again", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, bot, remembered } = stage;
  await until(() => remembered.size === 2);
  discord.world.commands = discord.world.commands.slice(1);
  const next = stage.another();

  await next.start(bot.front);
  await until(() => discord.world.commands.length === bot.front.commands.length);
  await next.stop();

  expect(discord.world.registrations).toBe(2);
});

test("a process of several shards registers its commands once", async () => {
  stage = await openDiscordStage({ shards: 4 });
  const { discord, bot } = stage;

  await stage.start();
  await until(() => discord.gateway.shards().length === 4);
  discord.people.type("models");
  await until(() => bot.invocations[0]);

  expect([...discord.calls("commands.put"), ...discord.calls("commands.get")]).toHaveLength(1);
});

test("commands that Discord was too busy to take are registered later", async () => {
  stage = await openDiscordStage();
  stage.discord.fail("commands.put", { kind: "status", status: 503 });

  await stage.start();

  expect(stage.discord.calls("commands.put")).toHaveLength(2);
});
