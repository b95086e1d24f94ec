import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { until } from "../fakes/discord/bot.ts";
import { ANN, BEN, OTHER_GENERAL } from "../fakes/discord/world.ts";
import type { DiscordRoom } from "./discord-room.ts";
import { DUSK, openDiscordRoom } from "./discord-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: DiscordRoom;
beforeEach(async () => {
  room = await openDiscordRoom();
});
afterEach(() => room.close());

const opened = async (scenes: string) => {
  const thread = await room.thread("storyboard", { title: "The fox", scenes, seconds: 4 });
  const last = scenes.split("|").length;
  await room.saying(thread, `Scene ${last}`);
  const board = await room.find(thread, (card) => room.labels(card).includes("Add scene"));
  return { thread, board };
};
/** The card of a scene, by its place and its words. */
const scene = (thread: string, place: number, words: string) =>
  room.find(thread, (card) => {
    const said = room.words(card);
    return said.includes(`Scene ${place}`) && said.includes(words) && room.labels(card).length > 2;
  });

test("a storyboard is planned by several people, and becomes one film", async () => {
  const { thread, board } = await opened("a fox wakes | it runs");

  const added = await room.fillIn(board, "Add scene", { prompt: "it finds the sea", image: DUSK });
  const third = await scene(thread, 3, "it finds the sea");
  const edit = await room.fillIn(
    await scene(thread, 1, "a fox wakes"),
    "Edit",
    { prompt: "a red fox wakes" },
    { person: BEN },
  );
  await scene(thread, 1, "a red fox wakes");
  await room.press(third, "Earlier");
  const runs = await scene(thread, 3, "it runs");
  await room.press(runs, "Remove", { person: BEN });
  await until(() => !room.world.messages.has(runs.id));
  const sea = await scene(thread, 2, "it finds the sea");
  await room.press(await scene(thread, 1, "a red fox wakes"), "Film it for $0.60");
  await room.saying(thread, "Scene 1: filmed");
  await until(() => room.labels(board).includes("Render the film for $0.60"));
  await room.press(board, "Render the film for $0.60");
  const film = await room.saying(thread, "Your film is ready.");

  expect(room.films()).toMatchObject([
    { endpoint: "fast", prompt: "a red fox wakes" },
    { endpoint: "image-to-video", prompt: "it finds the sea" },
  ]);
  expect([added.words, added.isPrivate]).toEqual(["Scene 3 is on the board.", true]);
  expect(added.form).not.toContain('"value"');
  expect(edit.form).toContain('"value":"a fox wakes"');
  expect(room.words(sea)).toContain("Begins with its own picture");
  expect(room.words(film)).toContain(`<@${ANN}>`);
  expect(film.attachments).toHaveLength(1);
  await until(() => room.words(board).includes("Scenes 2, 2 filmed"));
  const starter = room.world.messages.get(thread);
  await until(() => starter && room.words(starter).includes("Done. It cost $0.40."));
});

test("the answer above the thread keeps its words while scenes change", async () => {
  const { thread, board } = await opened("a fox wakes | it runs");
  const starter = room.world.messages.get(thread);

  await room.press(await scene(thread, 2, "it runs"), "Earlier");
  await scene(thread, 2, "a fox wakes");
  const open = starter && room.words(starter);
  await room.press(board, "Close");
  await until(() => room.labels(board).length === 0);
  const late = await room.press(await scene(thread, 1, "it runs"), "Remove");

  expect(open).toBe(
    "The storyboard is open in the thread, with 2 scenes. Change them there, or render them.",
  );
  expect(room.words(board)).toContain("This storyboard is closed. What was filmed stays.");
  expect(late.words).toContain("This storyboard is closed. Begin a new one");
  expect(late.isPrivate).toBe(true);
});

test("a scene offers to come later while another comes after it", async () => {
  const { thread, board } = await opened("a fox wakes");
  const first = await scene(thread, 1, "a fox wakes");
  const alone = room.labels(first);

  await room.fillIn(board, "Add scene", { prompt: "it runs" });
  await until(() => room.labels(first).includes("Later"));
  await room.press(await scene(thread, 2, "it runs"), "Remove");
  await until(() => !room.labels(first).includes("Later"));

  expect(alone).toEqual(["Edit", "Film it for $0.60", "Remove"]);
});

test("another guild touches no storyboard", async () => {
  const { thread, board } = await opened("a fox wakes");
  const there = { person: BEN, channel: OTHER_GENERAL };

  const render = await room.press(board, "Render the film for $0.60", there);
  const remove = await room.press(await scene(thread, 1, "a fox wakes"), "Remove", there);

  expect(render.words).toContain("There is no video");
  expect(remove.words).toContain("There is no video");
  expect(room.films()).toEqual([]);
});
