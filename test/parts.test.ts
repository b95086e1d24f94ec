import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { greeting } from "../src/parts.ts";

test("a start says which parts are on, and what would switch on the others", () => {
  const text = greeting(readConfig({ OPENAI_BASE_URL: "http://127.0.0.1:30000/v1" }), "http://x");

  expect(text).toContain("database    on   SQLite in ./data");
  expect(text).toContain("openai      on   127.0.0.1:30000");
  expect(text).toContain("openrouter  off  switch it on with OPENROUTER_API_KEY");
  expect(text).toContain("webhooks    off  switch it on with PUBLIC_URL");
});

test("a start says where to go on", () => {
  expect(greeting(readConfig({}), "http://x")).toMatch(/open http:\/\/x and type \/video/);
});

test("a start with two chats names both", () => {
  const config = readConfig({
    DISCORD_TOKEN: "t",
    SLACK_BOT_TOKEN: "xoxb-1",
    SLACK_APP_TOKEN: "xapp-1",
  });

  expect(greeting(config, "http://x")).toContain(
    "type /video in your Discord server or your Slack workspace",
  );
});

test("a start names what was perhaps misspelt", () => {
  const text = greeting(readConfig({}), "http://x", { FAL_KEYS: "secret", PATH: "/bin" });

  expect(text).toContain("FAL_KEYS means nothing here: call it FAL_KEY");
  expect(text).not.toMatch(/secret|PATH/);
});

test("a playground that nobody can enter yet says what opens it", () => {
  const open = { HOST: "0.0.0.0", PLAYGROUND_TOKEN: "open-sesame-please" };

  const text = greeting(readConfig({ HOST: "0.0.0.0" }), "http://x");

  expect(text).toContain("playground  off  switch it on with PLAYGROUND_TOKEN: HOST=0.0.0.0 is");
  expect(text).toContain("Rushes is ready: set PLAYGROUND_TOKEN, and start it again");
  expect(greeting(readConfig(open), "http://x")).toContain("playground  on   the page\n");
});

test("nothing secret stands in the table", () => {
  const config = readConfig({
    DATABASE_URL: "postgres://u:hunter2@h/d",
    SECRET_KEY: "k".repeat(32),
    OPENAI_API_KEY: "sk-hunter2",
  });

  expect(greeting(config, "http://x")).not.toMatch(/hunter2|kkkk/);
});
