import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { isSafe } from "../../../../src/platforms/discord/line/gateway-address.ts";
import { until } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";

let stage: DiscordStage;
let elsewhere: WebSocketServer;
let reached: number;
beforeEach(async () => {
  stage = await openDiscordStage();
  elsewhere = new WebSocketServer({ port: 0 });
  await once(elsewhere, "listening");
  reached = 0;
  elsewhere.on("connection", () => (reached += 1));
});
afterEach(async () => {
  await stage.close();
  for (const socket of elsewhere.clients) socket.terminate();
  elsewhere.close();
});

/** An address that leads here, and is not called this machine's own. */
const plain = () => `ws://0.0.0.0:${(elsewhere.address() as AddressInfo).port}`;

test.each([
  ["wss://gateway.discord.gg", true],
  ["ws://127.0.0.1:4100/gateway", true],
  ["ws://[::1]:4100/gateway", true],
  ["ws://gateway.discord.gg", false],
  ["ws://10.0.0.1", false],
  ["http://127.0.0.1", false],
])("%s: may our token go there? %s", (url, expected) => {
  expect(isSafe(url)).toBe(expected);
});

test("a gateway that is not encrypted is not even connected to", async () => {
  stage.discord.gateway.settings.url = plain();

  await stage.begin();
  await until(() => stage.discord.calls("gateway").length > 1);

  expect(reached).toBe(0);
});

test("a session that would be resumed at such an address is begun anew", async () => {
  stage.discord.gateway.settings.resumeUrl = plain();
  await stage.start();
  const { discord, bot } = stage;

  discord.gateway.drop();
  await until(() => discord.gatewayLog.filter(({ op }) => op === 2).length === 2);
  await until(() => discord.gateway.shards().length === 1);
  discord.people.type("models");
  await until(() => bot.invocations[0]);

  expect(reached).toBe(0);
});
