import { expect, test } from "vitest";
import type { Logger } from "../../../../src/log.ts";
import { createLog } from "../../../../src/log.ts";
import { createApi } from "../../../../src/platforms/discord/line/api.ts";
import { startDiscord, TOKEN } from "../../../fakes/discord/discord.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";

test("a token that was reset is an error once, until it is taken again", async () => {
  const discord = await startDiscord();
  const errors: string[] = [];
  const log: Logger = createLog("silent");
  log.error = (_facts: object, text = "") => void errors.push(text);
  const api = createApi({ token: TOKEN, apiUrl: discord.apiUrl, log });
  const ask = () => api.call({ method: "GET", route: "/users/@me" });
  discord.fail("me", { kind: "unauthorized" }, 3);

  for (let tries = 0; tries < 3; tries += 1) {
    await expect(ask()).rejects.toMatchObject({ failure: "unavailable" });
  }
  const meanwhile = api.isTokenTaken();
  await ask();
  await discord.close();

  expect(errors).toEqual([expect.stringContaining("set DISCORD_TOKEN anew")]);
  expect(meanwhile).toBe(false);
  expect(api.isTokenTaken()).toBe(true);
});

test("a bot whose token was reset says that it is not ready", async () => {
  const stage = await openDiscordStage();
  await stage.start();
  const { platform, discord } = stage;
  const before = platform.isReady?.();
  discord.fail("message.create", { kind: "unauthorized" });
  const thread = JSON.stringify({
    guild: "222222222222222222",
    channel: "333333333333333331",
    limit: 0,
  });

  const posted = platform.post(
    `discord:${thread}`,
    { kind: "text", tone: "good", text: "Hi" },
    "1",
  );
  await expect(posted).rejects.toMatchObject({ failure: "unavailable" });
  const after = platform.isReady?.();
  await stage.close();

  expect([before, after]).toEqual([true, false]);
});
