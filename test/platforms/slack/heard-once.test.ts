import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { labelsOf } from "../../fakes/slack/reading.ts";
import { ANN, BEN, GENERAL, OLE, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";
import { openWebStage } from "./web-stage.ts";

vi.setConfig({ testTimeout: 30_000 });

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlackStage();
  await stage.start();
});
afterEach(() => stage.close());

const ann = () => stage.slack.person(ANN);
const said = () => stage.bot.invocations;

test("a command that is delivered twice is heard once", async () => {
  const use = await ann().types("/video a boat");

  await use.again();

  await stage.stop();
  expect(said()).toHaveLength(1);
});

test("a shortcut that is delivered twice opens one form", async () => {
  const use = await ann().usesShortcut("video");

  await use.again();

  await stage.stop();
  expect(stage.slack.calls("views.open")).toHaveLength(1);
});

test("a click that is delivered twice counts once, and another one counts", async () => {
  await ann().types("/video a boat");
  const card = await stage.slack.until(() =>
    stage.slack.everyMessage().find((message) => labelsOf(message).includes("Cancel")),
  );
  const people = [ann(), stage.slack.person(BEN)];
  const [use] = await Promise.all(people.map((one) => one.clicks(card, "Cancel")));

  await use?.again();

  await stage.stop();
  const clicks = said().filter(({ ask }) => ask.kind === "action");
  expect(clicks.map(({ person }) => person.id)).toEqual([
    `slack:${TEAM}:${ANN}`,
    `slack:${TEAM}:${BEN}`,
  ]);
});

test("a form that is delivered twice is heard once", async () => {
  await ann().types("/video");
  const form = await stage.slack.until(() => stage.slack.world.views.size > 0 && ann().modal());
  const use = await ann().submits(form, { prompt: "a boat" });

  await use.again();

  await stage.stop();
  expect(said()).toHaveLength(1);
});

test("a mention that two processes are told of is brought before the bot by one of them", async () => {
  const web = await openWebStage();
  try {
    const person = web.slack.person(ANN);
    await person.installs(web.installUrl);

    const mention = await person.mentions("a boat");

    await web.stop();
    expect(mention.deliveries).toHaveLength(2);
    expect(web.said()).toHaveLength(1);
  } finally {
    await web.close();
  }
});

test.each([
  ["a mistake", ANN, "a boat --secnds 8"],
  ["a question", ANN, "models"],
  ["a stranger", OLE, "a boat"],
])(
  "%s that a killed process had heard is answered when it is delivered again, and once",
  async (_what, user, words) => {
    const { bot } = stage.slack.world.teamOf(TEAM);
    stage.slack.world.channelOf(GENERAL).members.add(OLE);
    const text = `<@${bot}> ${words}`;
    const [answered, begun] = [0, 1].map(() =>
      stage.slack.world.addMessage({ channel: GENERAL, user, text }),
    );
    const id = (ts = "") => `slack:${TEAM}:${GENERAL}:${ts}`;
    for (const one of [answered, begun]) stage.remembered.set(`claim ${id(one?.ts)}`, "");
    stage.remembered.set(`claim answer to ${id(answered?.ts)}`, "");

    for (const one of [answered, begun]) {
      const event = { type: "app_mention", user, text, ts: one?.ts, channel: GENERAL };
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await (await ann().emit(event)).again();
    }

    await stage.stop();
    expect(stage.slack.ephemeralsOf(user)).toHaveLength(1);
  },
);

test("somebody whose id begins like ours is not us", async () => {
  const { bot } = stage.slack.world.teamOf(TEAM);
  const texts = [`<@${bot}7> a boat`, `<@${bot}|rushes> a ship`];
  const messages = texts.map((text) =>
    stage.slack.world.addMessage({ channel: GENERAL, user: ANN, text }),
  );

  for (const { ts, text } of messages) {
    const message = { type: "message", user: ANN, text, ts };
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await ann().emit({ ...message, channel: GENERAL, channel_type: "channel" });
  }

  await stage.stop();
  expect(said().map(({ ask }) => ask.options)).toEqual([{ prompt: "a ship" }]);
});

test("a command is read without Slack's entities", async () => {
  await ann().types("/video salt &amp; pepper, 1 &lt; 2");

  await stage.stop();
  expect(said()[0]?.ask.options).toEqual({ prompt: "salt & pepper, 1 < 2" });
});
