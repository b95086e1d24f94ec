import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { labelsOf, wordsOf } from "../fakes/slack/reading.ts";
import type { FakeMessage } from "../fakes/slack/slack.ts";
import { ANN, GENERAL, OLE, OTHER_BOT, OTHER_GENERAL, OTHER_TEAM } from "../fakes/slack/slack.ts";
import { freePort } from "../fakes/free-port.ts";
import { httpOf, startSlackBot } from "./slack-bot.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const SECRET = "a heron nobody may see";

let room: Awaited<ReturnType<typeof startSlackBot>>;
/** The card of Ann's finished video, in her workspace. */
let card: FakeMessage;

beforeAll(async () => {
  const port = await freePort();
  room = await startSlackBot((slack) => httpOf(slack, port));
  const { slack } = room;
  const address = `http://127.0.0.1:${port}/slack`;
  slack.sendTo(`${address}/events`);
  for (const one of [ANN, OLE]) await slack.person(one).installs(`${address}/install`);
  await slack.person(ANN).mentions(SECRET);
  const isDone = (message: FakeMessage) => labelsOf(message).includes("Again");
  card = await slack.until(() => slack.everyMessage().find((one) => isDone(one)), 40_000);
});
afterAll(() => room.close());

const ole = () => room.slack.person(OLE);
const told = () => room.slack.ephemeralsOf(OLE);
/** What Ole's workspace has seen of ours. */
const seenThere = () => {
  const views = [...room.slack.world.views.values()].filter(({ team }) => team === OTHER_TEAM);
  const messages = room.slack.world.messages.filter(({ channel }) => channel === OTHER_GENERAL);
  const made = messages.filter(({ bot_id: bot, metadata }) => bot !== undefined && metadata);
  return [...views.map(({ state }) => state), ...made, ...told()].map((one) => JSON.stringify(one));
};
/** The id of Ann's video, as her buttons carry it. */
const job = () => /"v1:again:([^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? "";

test("a workspace presses none of another's buttons, though it knows their ids", async () => {
  const text = "forged";
  const by = { user: OTHER_BOT, bot_id: room.slack.world.teamOf(OTHER_TEAM).botId };
  const forged = room.slack.world.addMessage({
    ...by,
    channel: OTHER_GENERAL,
    text,
    blocks: card.blocks,
  });
  const labels = labelsOf(card);

  for (const label of labels) {
    const before = told().length + room.slack.world.views.size;
    // oxlint-disable-next-line no-await-in-loop -- each is answered before the next
    await ole().clicks(forged, label);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await room.slack.until(() => told().length + room.slack.world.views.size > before);
  }

  expect(labels).toEqual(expect.arrayContaining(["Again", "Edit prompt", "Original", "Delete"]));
  expect(seenThere().join()).not.toContain(SECRET);
  expect(seenThere().join()).not.toContain("/clips/");
  expect(room.studio.bills).toHaveLength(1);
  expect(room.slack.filesIn(GENERAL, card.thread_ts)).toHaveLength(1);
});

test.each(["cancel", "remix", "extend"])(
  "a workspace reaches no video of another with /rushes %s",
  async (name) => {
    const before = told().length;
    const words = name === "cancel" ? "" : " a whale";

    await ole().types(`/rushes ${name} ${job()}${words}`, { channel: OTHER_GENERAL });

    await room.slack.until(() => told().length > before);
    expect(wordsOf(told().at(-1))).not.toContain(SECRET);
    expect(room.studio.bills).toHaveLength(1);
  },
);
