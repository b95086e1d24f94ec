import { afterEach, expect, test } from "vitest";
import { until } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage, startTwins } from "../../../fakes/discord/stage.ts";
import { GENERAL, GUILD, OTHER_GENERAL, OTHER_GUILD } from "../../../fakes/discord/world.ts";
import { createFakeFront } from "../../../fakes/front.ts";

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

test("a gateway that is away for a while is found again", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, bot } = stage;
  const { settings } = discord.gateway;

  settings.isDown = true;
  discord.gateway.drop();
  await until(() => discord.gatewayLog.filter(({ ws }) => ws === "refused").length >= 3);
  settings.isDown = false;
  await until(() => discord.gateway.shards().length === 1);
  discord.people.type("video", { prompt: "a fox" });

  expect((await until(() => bot.invocations[0])).ask.name).toBe("video");
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

test("each of two processes hears the guilds of its own part", async () => {
  stage = await openDiscordStage();
  const { discord } = stage;
  const parts = [0, 1].map((index) => {
    const platform = stage.another({ count: 2, index });
    return { platform, ...createFakeFront(() => platform) };
  });
  await Promise.all(parts.map(({ platform, front }) => platform.start(front)));
  await until(() => discord.gateway.shards().length === 2 && discord.world.commands.length > 0);

  discord.people.type("models", {}, { channel: GENERAL });
  discord.people.type("models", {}, { channel: OTHER_GENERAL });
  await until(() => parts.flatMap(({ invocations }) => invocations).length === 2);
  await Promise.all(parts.map(({ platform }) => platform.stop()));

  const heard = parts.map(({ invocations }) => invocations.map(({ guild }) => guild));
  const shardOf = (guild: string) => Number((BigInt(guild) >> 22n) % 2n);
  const guilds = [GUILD, OTHER_GUILD];
  expect(heard).toEqual(
    [0, 1].map((part) =>
      guilds.filter((guild) => shardOf(guild) === part).map((guild) => `discord:${guild}`),
    ),
  );
});

test("what two processes of the same part hear is answered by one of them", async () => {
  stage = await openDiscordStage();
  const { discord } = stage;
  const twins = await startTwins(stage);

  discord.people.type("models");
  await until(
    () => discord.calls("callback").filter(({ status }) => status !== undefined).length === 2,
  );
  await until(() => discord.calls("original.edit").length > 0);
  await Promise.all(twins.map(({ platform }) => platform.stop()));

  expect(twins.flatMap(({ invocations }) => invocations)).toHaveLength(1);
});

test("several shards are held by one process when Discord says so", async () => {
  stage = await openDiscordStage({ shards: 2 });
  await stage.start();
  const { discord, bot } = stage;
  await until(() => discord.gateway.shards().length === 2);

  discord.people.type("video", { prompt: "a fox" });

  expect((await until(() => bot.invocations[0])).ask.name).toBe("video");
});

test("the bot begins without a gateway that is down, and hears people once it is back", async () => {
  stage = await openDiscordStage();
  const { discord, platform, bot } = stage;
  discord.gateway.settings.isDown = true;

  await stage.begin();
  const isReadyAtFirst = platform.isReady?.();
  discord.gateway.settings.isDown = false;
  await until(() => platform.isReady?.() && discord.world.commands.length > 0);
  discord.people.type("video", { prompt: "a fox" });

  expect(isReadyAtFirst).toBe(false);
  expect((await until(() => bot.invocations[0])).ask.name).toBe("video");
});

test("a line that is down is told as such", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord, platform } = stage;

  const before = platform.isReady?.();
  discord.gateway.settings.isDown = true;
  discord.gateway.drop();

  expect(before).toBe(true);
  await until(() => platform.isReady?.() === false);
});

test("a guild that is out of order has not thrown us out", async () => {
  stage = await openDiscordStage();
  await stage.start();
  const { discord } = stage;

  discord.outageOf(OTHER_GUILD);
  discord.removeFrom(GUILD);
  await until(() => stage.gone.length > 0);

  expect(stage.gone).toEqual([`discord:${GUILD}`]);
});
