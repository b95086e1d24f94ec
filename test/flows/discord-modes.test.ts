import { PermissionFlagsBits } from "discord.js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { until } from "../fakes/discord/bot.ts";
import { BEN } from "../fakes/discord/world.ts";
import type { DiscordRoom } from "./discord-room.ts";
import { DUSK, openDiscordRoom } from "./discord-room.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let room: DiscordRoom;
beforeAll(async () => {
  room = await openDiscordRoom();
});
afterAll(() => room.close());

/** What the studio was asked for whose prompt has these words, in order. */
const asked = (words: string) =>
  room.films().filter(({ prompt }) => String(prompt).includes(words));

test("a video from one picture to another is remixed and goes on, all in one thread", async () => {
  const wish = { prompt: "a fox wakes", image: DUSK, last: DUSK, seconds: 4 };
  const thread = await room.thread("video", wish);
  const first = await room.video(thread);

  const remix = await room.fillIn(first, "Edit prompt", { prompt: "a fox sleeps" });
  const second = await room.video(thread, 2);
  const more = await room.fillIn(second, "Extend", { prompt: "the fox runs" });
  await room.video(thread, 3);

  expect(asked("fox")).toMatchObject([
    { endpoint: "first-last-frame-to-video", prompt: "a fox wakes" },
    { endpoint: "first-last-frame-to-video", prompt: "a fox sleeps" },
    { endpoint: "extend-video", prompt: "the fox runs" },
  ]);
  expect(remix.form).toContain('"value":"a fox wakes"');
  expect(remix.form).toContain("Another picture to begin with");
  expect(more.form).not.toMatch(/picture|"value"/);
  expect([remix.isPrivate, more.isPrivate]).toEqual([true, true]);
});

test("references in a style of the server are filmed, edited and filmed on", async () => {
  const { people } = room;
  const style = { action: "add", name: "ours", words: "flat pastel shapes" };
  await room.answerTo(
    people.type("style", style, { permissions: PermissionFlagsBits.ManageGuild }),
  );
  const ben = { person: BEN };
  const look = { model: "wan-2.7", style: "ours", seconds: 4 };
  const pictures = { reference: DUSK, reference2: DUSK };

  const thread = await room.thread("video", { prompt: "a cat runs", ...look, ...pictures }, ben);
  const first = await room.done(thread);
  await room.fillIn(first, "Edit prompt", { prompt: "a cat at night" }, ben);
  const second = await room.done(thread, 2);
  await room.fillIn(second, "Extend", { prompt: "a cat sleeps" }, ben);
  await room.done(thread, 3);
  const typing = people.complete("jobs", "tree", "", ben);
  const offered = await until(() => typing.token.callback);
  const tree = await room.answerTo(people.type("jobs", { tree: "latest" }, ben));

  expect(asked("a cat")).toMatchObject([
    { endpoint: "reference-to-video", prompt: "a cat runs\n\nStyle: flat pastel shapes." },
    { endpoint: "edit-video", prompt: "a cat at night\n\nStyle: flat pastel shapes." },
    { endpoint: "image-to-video", prompt: "a cat sleeps\n\nStyle: flat pastel shapes." },
  ]);
  expect(asked("a cat runs")[0]?.["reference_image_urls"]).toHaveLength(2);
  const [newest, latest] = (offered.data?.["choices"] ?? []) as { name: string }[];
  expect([newest?.name, latest?.name]).toEqual(["latest", "delivered · a cat sleeps"]);
  expect(tree.words.split("\n").map((line) => line.replace(/^.*\*\* /, ""))).toEqual([
    "The family of this video:",
    "delivered · a cat runs",
    "remix · delivered · a cat at night",
    "extended · delivered · a cat sleeps",
  ]);
});

test("a character that was added is filmed as it looks", async () => {
  const { people } = room;
  const kit = { name: "kit", description: "a small red fox", picture: DUSK, consent: true };
  await room.answerTo(people.type("character", { action: "add", ...kit }));

  const thread = await room.thread("video", { prompt: "@kit runs", model: "kling-o3" });
  await room.video(thread);

  const [film] = asked("kit runs");
  expect(film).toMatchObject({ endpoint: "reference-to-video" });
  expect(film?.["image_urls"]).toHaveLength(1);
});
