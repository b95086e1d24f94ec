import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buttonsOf, labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import { ANN, GENERAL } from "../fakes/slack/slack.ts";
import type { SlackRoom } from "./slack-room.ts";
import { DUSK, openSlackRoom, saidIn } from "./slack-room.ts";

vi.setConfig({ testTimeout: 60_000 });

let room: SlackRoom;
beforeEach(async () => {
  room = await openSlackRoom();
});
afterEach(() => room.close());

async function opened(scenes: string) {
  await room.ann.types(`/storyboard The fox --scenes "${scenes}" --seconds 4`);
  return { board: await room.with("Add scene"), last: await room.saying("Scene 1") };
}
/** The card of a scene, by its place and its words. */
const scene = (place: number, words: string) =>
  room.find(
    (card) =>
      card.bot_id !== undefined &&
      wordsOf(card).includes(`Scene ${place}`) &&
      wordsOf(card).includes(words) &&
      labelsOf(card).includes("Remove"),
  );

test("a storyboard is planned by several people, and becomes one film", async () => {
  const { board } = await opened("a fox wakes | it runs");
  const sea = { prompt: "it finds the sea", image: DUSK };

  const empty = await room.fillIn(room.ann, board, "Add scene", sea);
  const third = await scene(3, "it finds the sea");
  const filled = await room.fillIn(room.ben, await scene(1, "a fox wakes"), "Edit", {
    prompt: "a red fox wakes",
  });
  await scene(1, "a red fox wakes");
  await room.ann.clicks(third, "Earlier");
  const runs = await scene(3, "it runs");
  await room.ben.clicks(runs, "Remove");
  await room.slack.until(() => runs.isGone);
  const first = await scene(1, "a red fox wakes");
  const asks = buttonsOf(first).find(({ label }) => label.startsWith("Film it"))?.confirm;
  await room.press(room.ann, first, "Film it for $0.60");
  await room.saying("Scene 1: filmed");
  await room.press(room.ann, board, "Render the film for $0.60");
  const film = await room.saying("Your film is ready.");

  expect(room.films()).toMatchObject([
    { endpoint: "fast", prompt: "a red fox wakes" },
    { endpoint: "image-to-video", prompt: "it finds the sea" },
  ]);
  expect(empty).not.toContain("initial_value");
  expect(filled).toContain('"initial_value":"a fox wakes"');
  expect(asks).toBeTruthy();
  expect(saidIn(film)).toContain(`<@${ANN}>`);
  expect(film.thread_ts).toBe(board.thread_ts);
  await room.slack.until(() => wordsOf(board).includes("Scenes 2, 2 filmed"));
});

test("words in the thread of a storyboard are its next scene, until it is closed", async () => {
  const { board } = await opened("a fox wakes");
  const thread = String(board.thread_ts);

  await room.ben.mentions("it sleeps", { thread });
  await scene(2, "it sleeps");
  await room.ann.mentions("it finds the sea", { thread, files: [DUSK] });
  const third = await scene(3, "it finds the sea");
  const before = room.films().length;
  await room.ann.clicks(board, "Close");
  await room.slack.until(() => labelsOf(board).length === 0);
  await room.ann.mentions("a wolf", { thread });
  await room.saying("Your video is ready.");

  expect(before).toBe(0);
  expect(wordsOf(third)).toContain("Begins with its own picture");
  expect(wordsOf(board)).toContain("This storyboard is closed. What was filmed stays.");
  expect(room.films()).toMatchObject([{ prompt: "a wolf" }]);
  expect(room.slack.filesIn(GENERAL, thread).filter(({ user }) => user !== ANN)).toHaveLength(1);
});
