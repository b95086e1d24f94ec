import { afterEach, expect, test } from "vitest";
import { until } from "../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../fakes/discord/stage.ts";

let stage: DiscordStage;
afterEach(() => stage.close());

test("what happens while the line is down is heard when it is up again", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, bot } = stage;

  discord.gateway.drop();
  discord.people.type("video", { prompt: "a fox" });
  const invocation = await until(() => bot.invocations[0]);

  expect(invocation.ask.name).toBe("video");
  expect(discord.gatewayLog.filter(({ op }) => op === 6)).toHaveLength(1);
});

test("a session that cannot be resumed is begun anew", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, bot } = stage;
  discord.gateway.settings.canResume = false;

  discord.gateway.drop();
  await until(() => discord.gatewayLog.filter(({ op }) => op === 2).length === 2);
  await until(() => discord.gateway.shards().length === 1);
  discord.people.type("video", { prompt: "a fox" });

  expect((await until(() => bot.invocations[0])).ask.name).toBe("video");
});

test("commands are registered when they have changed, and only then", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, bot, remembered } = stage;
  await until(() => remembered.size === 1);
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

test("a token that Discord does not know is told at once", async () => {
  stage = await openDiscordStage({ token: "WRONG" });

  await expect(stage.platform.start(stage.bot.front)).rejects.toThrow(/DISCORD_TOKEN/);
});

test("a Discord that is down at the start is tried again", async () => {
  stage = await openDiscordStage();
  stage.discord.fail("gateway", { kind: "status", status: 503 }, 8);

  await stage.start();

  expect(stage.discord.world.registrations).toBe(1);
});

test("several shards are held by one process when Discord says so", async () => {
  stage = await openDiscordStage({ shards: 2 });
  await stage.start();
  const { discord, bot } = stage;
  await until(() => discord.gateway.shards().length === 2);

  discord.people.type("video", { prompt: "a fox" });

  expect((await until(() => bot.invocations[0])).ask.name).toBe("video");
});
