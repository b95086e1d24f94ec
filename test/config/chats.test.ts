import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";

const discordOf = (env: NodeJS.ProcessEnv) =>
  readConfig({ DISCORD_TOKEN: "token", ...env }).discord;

test.each([
  ["https://proxy.example/api", "https://proxy.example/api"],
  ["https://proxy.example/api/", "https://proxy.example/api"],
  ["http://127.0.0.1:4100/api", "http://127.0.0.1:4100/api"],
  ["http://localhost:4100/api//", "http://localhost:4100/api"],
])("Discord may be at %s", (url, apiUrl) => {
  expect(discordOf({ DISCORD_API_URL: url })?.apiUrl).toBe(apiUrl);
});

test.each(["http://10.0.0.1/api", "http://discord.example/api", "ws://127.0.0.1/api", "discord"])(
  "the token is not sent to %s",
  (url) => {
    expect(() => discordOf({ DISCORD_API_URL: url })).toThrow(/DISCORD_API_URL/);
  },
);

test.each([
  [{}, { count: "auto" }],
  [{ DISCORD_SHARDS: "auto" }, { count: "auto" }],
  [{ DISCORD_SHARDS: "0/2" }, { count: 2, index: 0 }],
  [{ DISCORD_SHARDS: "15/16" }, { count: 16, index: 15 }],
])("a process holds the shards that %o names", (env, shards) => {
  expect(discordOf(env)?.shards).toEqual({ index: undefined, ...shards });
});

test.each(["2/2", "0/0", "-1/2", "1", "all", "1/2/3"])("no shard is %s", (shards) => {
  expect(() => discordOf({ DISCORD_SHARDS: shards })).toThrow(/DISCORD_SHARDS/);
});
