import { afterEach, beforeEach, expect, test } from "vitest";
import { writePlace } from "../../../../src/platforms/discord/refs.ts";
import type { Button, Message } from "../../../../src/platforms/platform.ts";
import type { Clock } from "../../../fakes/clock.ts";
import { createClock } from "../../../fakes/clock.ts";
import { until, wordsOf } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";
import { APP, GENERAL, GUILD } from "../../../fakes/discord/world.ts";

const JOB = "0mi1x8k3aq7c2bd";
const button = (action: string, label: string): Button => {
  return { action, label, job: JOB, look: "secondary" };
};
const card: Message = {
  kind: "card",
  tone: "working",
  text: "In line…",
  quote: "a fox",
  since: 1,
  buttons: [button("cancel", "Cancel")],
};
const half: Message = { ...card, text: "Filming… 50 %" };
const done: Message = { kind: "card", tone: "good", text: "Done. It cost $0.40.", buttons: [] };
const kept: Message = {
  kind: "card",
  tone: "warning",
  text: "The video could not be posted here.",
  buttons: [button("post", "Post it again"), button("again", "Again"), button("edit", "Edit")],
};
const link: Message = {
  kind: "clip",
  tone: "good",
  text: "Your video is ready.",
  link: { label: "Watch", url: "https://rushes.example/clips/1" },
  buttons: [button("again", "Again"), button("delete", "Delete")],
};

let clock: Clock;
let stage: DiscordStage;
beforeEach(async () => {
  clock = createClock();
  stage = await openDiscordStage({ now: clock.now });
});
afterEach(() => stage.close());

const thread = () =>
  stage.platform.openThread(writePlace({ guild: GUILD, channel: GENERAL, limit: 0 }), "a fox", JOB);
const ours = () =>
  stage.discord.world.messagesIn(GENERAL).filter(({ author }) => author.id === APP);

function chatter(messages: number): void {
  for (let said = 0; said < messages; said += 1) stage.discord.people.say(`chatter ${said}`);
}

test.each([0.5, 10])(
  "a card that has moved is found by another process %d minutes later",
  async (minutes) => {
    const id = await thread();
    const message = await stage.platform.post(id, card, `${JOB}-card`);
    clock.advance(56 * 60_000);
    await stage.platform.edit(id, message, half);

    clock.advance(minutes * 60_000);
    await stage.another().edit(id, message, done);

    expect(ours().map(wordsOf)).toEqual(["**Done. It cost $0.40.**"]);
  },
);

test.each([0.5, 10])(
  "a deleted card that was posted anew is found by another process %d minutes later",
  async (minutes) => {
    const id = await thread();
    const message = await stage.platform.post(id, card, `${JOB}-card`);
    stage.discord.world.messages.delete(message.split("/")[1]!);
    clock.advance(6_000);
    await stage.platform.edit(id, message, half);

    clock.advance(minutes * 60_000);
    await stage.another().edit(id, message, done);

    expect(ours().map(wordsOf)).toEqual(["**Done. It cost $0.40.**"]);
  },
);

test.each([0.5, 10])(
  "a card whose process died while it moved is found %d minutes later, and says what is so",
  async (minutes) => {
    const id = await thread();
    const message = await stage.platform.post(id, card, `${JOB}-card`);
    clock.advance(56 * 60_000);
    stage.discord.fail("message.create", { kind: "lost" });
    const moved = stage.platform.edit(id, message, half);
    await expect(moved).rejects.toMatchObject({ failure: "unavailable" });

    clock.advance(minutes * 60_000);
    await stage.another().edit(id, message, done);

    expect(ours().map(wordsOf)).toEqual(["**Done. It cost $0.40.**"]);
  },
);

test("what was taken back is the message that a card has become", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  clock.advance(56 * 60_000);
  await stage.platform.edit(id, message, half);

  await stage.another().remove(id, message);

  expect(ours()).toEqual([]);
});

test.each([
  ["with buttons", card],
  ["without any", { ...card, buttons: [] }],
])("a message %s is found behind hundreds of others", async (_which, message) => {
  const id = await thread();
  stage.discord.fail("message.create", { kind: "lost" });
  const tried = stage.platform.post(id, message, `${JOB}-card`);
  await expect(tried).rejects.toMatchObject({ failure: "unavailable" });

  chatter(350);
  clock.advance(6 * 60_000);
  await stage.another().post(id, message, `${JOB}-card`);

  expect(ours()).toHaveLength(1);
});

test("what is posted for the first time is not looked for", async () => {
  const id = await thread();
  chatter(3);

  await stage.platform.post(id, card, `${JOB}-card`);

  expect(stage.discord.calls("message.list")).toEqual([]);
});

test.each([0, 10])(
  "the card of a video that is kept is not taken for its link %d minutes later",
  async (minutes) => {
    const id = await thread();
    const first = await stage.platform.post(id, kept, `${JOB}-card`);
    stage.discord.fail("message.create", { kind: "reset" });
    const tried = stage.platform.post(id, link, `${JOB}-clip`);
    await expect(tried).rejects.toMatchObject({ failure: "unavailable" });

    clock.advance(minutes * 60_000);
    const second = await stage.another().post(id, link, `${JOB}-clip`);

    expect(second).not.toBe(first);
    expect(ours()).toHaveLength(2);
  },
);

test("progress that waits in one process does not come over the end that another has told", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  clock.advance(4_900);
  await stage.platform.edit(id, message, half, async () => done);

  await stage.another().edit(id, message, done);
  await until(() => stage.discord.calls("message.edit").length === 2);

  expect(ours().map(wordsOf)).toEqual(["**Done. It cost $0.40.**"]);
});
