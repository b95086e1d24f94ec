import { afterEach, expect, test } from "vitest";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";

let room: DiscordBot;
afterEach(() => room.close());

test("one's latest video is offered where the video of a tree is asked for", async () => {
  room = await startDiscordBot();
  const { people, world } = room.discord;
  const video = people.type("video", { prompt: "a fox" });
  await until(() => wordsOf(world.messages.get(video.token.original ?? "")).includes("It cost"));

  const typing = people.complete("jobs", "tree", "");
  const offered = await until(() => typing.token.callback);
  const typed = people.type("jobs", { tree: "latest" });
  const tree = await until(() => {
    const words = wordsOf(world.messages.get(typed.token.original ?? ""));
    return words.includes("family") && words;
  });

  expect(offered).toMatchObject({
    data: { choices: [{ value: "latest" }, { name: "delivered · a fox" }] },
  });
  expect(tree).toContain("delivered · a fox");
});
