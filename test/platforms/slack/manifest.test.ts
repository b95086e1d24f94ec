import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import { createManifest } from "../../../src/platforms/slack/manifest.ts";
import { EVENTS, SCOPES } from "../../../src/platforms/slack/scopes.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../slack/${name}`, import.meta.url), "utf8"));
const socket = createManifest(commands, { url: undefined });
const http = createManifest(commands, { url: "https://rushes.example.org" });
/** As JSON has it: without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each([
  ["manifest.json", socket],
  ["manifest.http.json", http],
])("slack/%s is what the commands say: npm run manifest writes it", (name, manifest) => {
  expect(read(name)).toEqual(plain(manifest));
});

test.each([
  ["Socket Mode", socket],
  ["HTTP", http],
])("for %s it keeps within what Slack takes", (_way, { display_information: about, ...rest }) => {
  const { features, settings, oauth_config: oauth } = rest;

  expect(about.name.length).toBeLessThanOrEqual(35);
  expect(about.description.length).toBeLessThanOrEqual(140);
  expect(about.background_color).toMatch(/^#[0-9a-f]{6}$/);
  expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  expect(features.slash_commands.length).toBeLessThanOrEqual(50);
  for (const { command, description, usage_hint: hint } of features.slash_commands) {
    expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
    expect(description.length).toBeLessThanOrEqual(2_000);
    expect(hint.length).toBeLessThanOrEqual(1_000);
  }
  expect(features.shortcuts.length).toBeLessThanOrEqual(10);
  for (const { name, callback_id: id, description } of features.shortcuts) {
    expect(name.length).toBeLessThanOrEqual(24);
    expect(id.length).toBeLessThanOrEqual(255);
    expect(description.length).toBeLessThanOrEqual(150);
  }
  expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(100);
  expect(oauth.scopes.bot.length).toBeLessThanOrEqual(255);
});

test("no two things have the same name", () => {
  const names = socket.features.slash_commands.map(({ command }) => command);
  const ids = socket.features.shortcuts.map(({ callback_id: id, type }) => `${type} ${id}`);

  expect(new Set(names).size).toBe(names.length);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(SCOPES).size).toBe(SCOPES.length);
  expect(new Set(EVENTS).size).toBe(EVENTS.length);
});

test("each event that is heard has its scope", () => {
  const needed: Record<string, string> = {
    app_mention: "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
  };

  const lacking = EVENTS.filter(
    (event) => event in needed && !SCOPES.includes(needed[event] ?? ""),
  );
  expect(lacking).toEqual([]);
});

test("a mention of which only the file is told of is heard wherever we can be", () => {
  const feeds = ["message.channels", "message.groups", "message.im", "message.mpim"];

  expect(socket.settings.event_subscriptions.bot_events).toEqual(expect.arrayContaining(feeds));
});

test("lost answers can be looked up wherever a video can be asked for", () => {
  const places = ["channels", "groups", "im", "mpim"];

  const needed = places.flatMap((place) => [`${place}:read`, `${place}:history`]);

  expect(SCOPES).toEqual(expect.arrayContaining(needed));
});

test("Socket Mode names no address, and HTTP one for everything", () => {
  expect(JSON.stringify(socket)).not.toContain("https://");
  expect(socket.settings.socket_mode_enabled).toBe(true);
  expect(http.settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: { request_url: "https://rushes.example.org/slack/events" },
    interactivity: {
      request_url: "https://rushes.example.org/slack/events",
      message_menu_options_url: "https://rushes.example.org/slack/events",
    },
  });
  expect(http.oauth_config).toMatchObject({
    redirect_urls: ["https://rushes.example.org/slack/oauth_redirect"],
  });
  const urls = http.features.slash_commands.map((one) => ("url" in one ? one.url : undefined));
  expect(new Set(urls)).toEqual(new Set(["https://rushes.example.org/slack/events"]));
});
