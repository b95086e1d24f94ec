import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { labelsOf, startDiscordBot, until } from "../fakes/discord/bot.ts";
import type { FakeMessage } from "../fakes/discord/discord.ts";
import { ANN, APP, BEN, GENERAL } from "../fakes/discord/world.ts";
import type { DiscordRoom } from "./discord-room.ts";
import { DUSK, openDiscordRoom } from "./discord-room.ts";

vi.setConfig({ testTimeout: 60_000 });

const US = `<@${APP}>`;
let room: DiscordRoom;
beforeEach(async () => {
  room = await openDiscordRoom();
});
afterEach(() => room.close());

/** The bot's answer to a message. */
const answerTo = ({ id, channel_id: channel }: FakeMessage) =>
  room.find(
    channel,
    ({ author, message_reference: answers }) => author.id === APP && answers?.message_id === id,
  );

test("a mention films its picture in a thread, and is not edited", async () => {
  const said = room.people.say(`${US} the sun sets --seconds 4`, DUSK);

  const film = await room.video(said.id);
  await room.saying(said.id, "Done.");

  expect(room.films()).toMatchObject([{ endpoint: "image-to-video", prompt: "the sun sets" }]);
  expect(room.words(film)).toContain(`<@${ANN}>`);
  expect(room.world.channels.get(said.id)).toMatchObject({ parent: GENERAL, type: 11 });
  expect(room.world.messagesIn(GENERAL)).toEqual([said]);
  expect(room.discord.calls("message.edit").map(({ status }) => status)).not.toContain(403);
});

test("under a video a mention is what changes in it, and a reply without one is nothing", async () => {
  const { id: thread } = room.people.say(`${US} a fox runs`);
  const first = await room.video(thread);

  room.people.say("lol nice", [], { channel: thread, answers: first, pings: true });
  room.people.say(`${US} it snows`, [], { channel: thread, person: BEN });
  const second = await room.video(thread, 2);

  expect(room.films().map(({ prompt }) => prompt)).toEqual(["a fox runs", "it snows"]);
  expect(room.words(second)).toContain("it snows");
});

test("a video that a mention answers is the one that changes", async () => {
  const { id: thread } = room.people.say(`${US} a fox runs`);
  const first = await room.video(thread);
  room.people.say(`${US} the sun sets`, DUSK, { channel: thread });
  // The message with the picture is the second with a file.
  await room.video(thread, 3);

  room.people.say(`${US} at night`, [], { channel: thread, answers: first });
  await room.video(thread, 4);

  expect(room.films()).toMatchObject([
    { endpoint: "fast", prompt: "a fox runs" },
    { endpoint: "image-to-video", prompt: "the sun sets" },
    { endpoint: "fast", prompt: "a fox runs\nat night" },
  ]);
});

test("in the thread of a storyboard a mention is its next scene", async () => {
  const board = await room.thread("storyboard", {
    title: "The fox",
    scenes: "a fox wakes | it runs",
    seconds: 4,
  });
  await room.saying(board, "Scene 2");

  room.people.say(`${US} it finds the sea`, DUSK, { channel: board, person: BEN });
  const card = await room.find(
    board,
    (message) => message.author.id === APP && room.words(message).includes("Scene 3"),
  );
  await until(() => room.words(card).includes("Begins with its own picture"));

  expect(room.words(card)).toContain("it finds the sea");
  expect(room.films()).toEqual([]);
});

test("somebody else's picture that a mention answers is asked for", async () => {
  const theirs = room.people.say(US, DUSK, { person: BEN });
  const said = room.people.say(`${US} the sun sets`, [], { answers: theirs });

  const question = await until(() =>
    room.world.messagesIn(GENERAL).find((message) => labelsOf(message).includes("Never mine")),
  );
  const before = room.films();
  await room.press(question, "Yes", { person: BEN });
  await room.video(said.id);

  expect(before).toEqual([]);
  expect(question.message_reference?.message_id).toBe(said.id);
  expect(room.words(question)).toBe("ben said yes.");
});

test("with DISCORD_MENTIONS=off the bot asks Discord for no messages, and hears none", async () => {
  const quiet = await startDiscordBot({ DISCORD_MENTIONS: "off" });
  const { people, gatewayLog, calls } = quiet.discord;

  people.say(`${US} a fox runs`);
  const later = people.type("video", { prompt: "a boat" });
  await until(() => quiet.discord.world.channels.has(later.token.original ?? ""));
  await quiet.close();

  expect(gatewayLog.find(({ op }) => op === 2)?.["intents"]).toBe(1 << 0);
  expect(calls("typing")).toEqual([]);
  expect(calls("thread.create")).toHaveLength(1);
});

test("one message films once, though it is delivered again", async () => {
  const said = room.people.say(`${US} a fox runs`);
  await room.video(said.id);

  room.people.sayAgain(said);
  const later = room.people.say(US);
  await answerTo(later);

  expect(room.films()).toHaveLength(1);
});
