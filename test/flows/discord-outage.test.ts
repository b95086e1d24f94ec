import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FakeBot } from "../fakes/bot.ts";
import { startFakeBot } from "../fakes/bot.ts";
import type { Clock } from "../fakes/clock.ts";
import { createClock } from "../fakes/clock.ts";
import { labelsOf, until, wordsOf } from "../fakes/discord/bot.ts";
import type { FakeMessage, Fault } from "../fakes/discord/discord.ts";
import type { DiscordStage } from "../fakes/discord/stage.ts";
import { openDiscordStage } from "../fakes/discord/stage.ts";
import { GENERAL, GUILD } from "../fakes/discord/world.ts";

const MINUTES = 60_000;
const FOR_EVER = 1_000;
const DOWN: Fault = { kind: "status", status: 503 };
let clock: Clock;
let stage: DiscordStage;
let bot: FakeBot;

beforeEach(async () => {
  clock = createClock();
  stage = await openDiscordStage({ now: clock.now });
  bot = await startFakeBot({ clock, chats: [stage.platform] });
  await until(() => stage.discord.world.commands.length > 0);
});
afterEach(async () => {
  await stage.platform.stop();
  await bot.dispose();
  await stage.close();
});

/** Somebody asks for a video; answers its job and the answer in the channel. */
async function ask(): Promise<{ job: string; answer: string }> {
  const typed = stage.discord.people.type("video", { prompt: "a fox" });
  const answer = await until(() => typed.token.original);
  await until(() => wordsOf(stage.discord.world.messages.get(answer)).includes("On it."));
  const row = await bot.opened.store.db.selectFrom("jobs").select("id").executeTakeFirstOrThrow();
  return { job: row.id, answer };
}

/** Works on for so long as the clock says. */
async function workFor(ms: number): Promise<void> {
  const end = clock.now() + ms;
  while (clock.now() < end && (await bot.turn())) continue;
}

const isClip = ({ attachments }: FakeMessage) => attachments.length > 0;
const messagesIn = (channel: string) => stage.discord.world.messagesIn(channel);

type Asked = { token: { original?: string } };
const answerTo = ({ token }: Asked) => stage.discord.world.messages.get(token.original ?? "");
const isAnswered = (asked: Asked) => wordsOf(answerTo(asked)) !== "";

/** What is to be seen of a job whose video is there. */
function seenOf(answer: string) {
  const messages = messagesIn(answer);
  return {
    cards: messages
      .filter((message) => !isClip(message))
      .map((card) => /Done\.|$/.exec(wordsOf(card))?.[0]),
    clips: messages.filter(isClip).length,
    answer: labelsOf(stage.discord.world.messages.get(answer)),
  };
}
const WHOLE = { cards: ["Done."], clips: 1, answer: ["Watch"] };

test.each(["thread.create", "message.create", "message.edit", "message.list", "guild.get"])(
  "while %s fails for five minutes nothing is lost, and nothing is there twice",
  async (route) => {
    const { discord } = stage;
    const { job, answer } = await ask();

    discord.fail(route, DOWN, FOR_EVER);
    await workFor(5 * MINUTES);
    discord.mend();
    await bot.settle();

    expect(await bot.entries(job)).toEqual(["reserve 2", "settle 2"]);
    expect(seenOf(answer)).toEqual(WHOLE);
  },
);

test.each(["thread.create", "message.create", "message.edit"])(
  "an answer to %s that is lost, and asked for again ten minutes later, makes nothing twice",
  async (route) => {
    const { discord } = stage;
    const { job, answer } = await ask();

    discord.fail(route, { kind: "lost" });
    discord.fail(route, DOWN, 8);
    await bot.settle();

    expect(await bot.entries(job)).toEqual(["reserve 2", "settle 2"]);
    expect(seenOf(answer)).toEqual(WHOLE);
  },
);

test.each(["user", "global", "shared"] as const)(
  "a pause that Discord asks for (%s) is kept",
  async (scope) => {
    const { discord } = stage;
    const { answer } = await ask();

    discord.fail("message.create", { kind: "limit", seconds: 0.1, scope }, 2);
    await bot.settle();

    expect(seenOf(answer)).toEqual(WHOLE);
  },
);

test("a token that dies while it films is missed by nobody", async () => {
  const { answer } = await ask();

  await bot.turn();
  clock.advance(16 * MINUTES);
  await bot.settle();

  expect(seenOf(answer)).toEqual(WHOLE);
  expect(stage.discord.log.filter(({ status }) => status === 401)).toEqual([]);
});

test.each([0, 1, 2, 3, 4])(
  "a guild that throws the bot out after %i steps costs only what was made, and its job ends",
  async (steps) => {
    const { job } = await ask();

    for (let step = 0; step < steps; step += 1) await bot.turn();
    stage.discord.removeFrom(GUILD);
    await bot.settle();

    const { state } = await bot.job(job);
    const entries = await bot.entries(job);
    expect(state).toBe("closed");
    expect(["reserve 2,settle 2", "release 2,reserve 2"]).toContain(entries.join());
  },
);

/** A video that was made and paid, while nothing could be uploaded. */
async function keep(): Promise<{ job: string; answer: string }> {
  const asked = await ask();
  await bot.turn();
  const general = stage.discord.world.channels.get(GENERAL)!;
  general.denied = PermissionFlagsBits.AttachFiles;
  await bot.settle();
  general.denied = 0n;
  return asked;
}

test("a video that can be posted nowhere is kept and paid, and its card says so", async () => {
  const { job, answer } = await keep();

  expect((await bot.job(job)).state).toBe("closed");
  expect(await bot.entries(job)).toEqual(["reserve 2", "settle 2"]);
  expect(messagesIn(answer).map(wordsOf).join()).toMatch(/may not post this here.*is kept/);
});

test("a kept video is posted again from its card, and paid once", async () => {
  const { job, answer } = await keep();
  const [card] = messagesIn(answer);

  const presses = [1, 2].map(() => stage.discord.people.press(card!, "Post it again"));
  await until(() => presses.every(isAnswered));
  await bot.settle();

  expect(messagesIn(answer).filter(isClip)).toHaveLength(1);
  expect(wordsOf(messagesIn(answer)[0])).toContain("Done.");
  expect(await bot.entries(job)).toEqual(["reserve 2", "settle 2"]);
});

test("a kept video whose thread is gone is posted where /jobs is asked", async () => {
  const { job, answer } = await keep();
  stage.discord.world.channels.delete(answer);

  const typed = stage.discord.people.type("jobs");
  const list = await until(() => isAnswered(typed) && answerTo(typed));
  const pressed = stage.discord.people.press(list, `Post ${job} again`);
  await until(() => isAnswered(pressed));
  await bot.settle();

  expect(messagesIn(GENERAL).filter(isClip)).toHaveLength(1);
  expect(await bot.entries(job)).toEqual(["reserve 2", "settle 2"]);
});
