import { readFileSync } from "node:fs";
import { PermissionFlagsBits } from "discord.js";
import { afterEach, expect, test } from "vitest";
import { until, wordsOf } from "../../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../../fakes/discord/stage.ts";
import { openDiscordStage, startTwins } from "../../../../fakes/discord/stage.ts";
import {
  ANN,
  APP,
  BEN,
  GENERAL,
  GUILD,
  MANAGER_ROLE,
  POST,
} from "../../../../fakes/discord/world.ts";

const dusk = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../../../../fixtures/dusk.jpg", import.meta.url)),
};
const US = `<@${APP}>`;
const FILM_ROLE = "555555555555555553";
let stage: DiscordStage;
async function begin(options: Parameters<typeof openDiscordStage>[0] = {}) {
  stage = await openDiscordStage(options);
  await stage.start();
  return stage;
}
afterEach(() => stage.close());

/** What the bot answers to a message. */
const answerTo = (message: { id: string }) =>
  until(() =>
    [...stage.discord.world.messages.values()].find(
      ({ author, message_reference: answers }) =>
        author.id === APP && answers?.message_id === message.id,
    ),
  );
/** Something later has been answered: nothing that was said before it is still on its way. */
async function passed(channel = GENERAL) {
  await answerTo(stage.discord.people.say(US, [], { channel }));
}
const names = () => stage.bot.invocations.map(({ ask }) => ask.name);

test("a mention with a picture films in a thread of that message", async () => {
  const { discord, bot } = await begin();

  const said = discord.people.say(`${US} a fox in the rain`, dusk);
  const job = await until(() => bot.jobs.get("job1"));

  expect(bot.invocations[0]).toMatchObject({
    id: `discord:${said.id}`,
    guild: `discord:${GUILD}`,
    person: { id: `discord:${ANN}`, name: "ann", isAdmin: false, isModerator: false },
    channels: [`discord:${GENERAL}`],
    ask: { kind: "command", name: "video", options: { prompt: "a fox in the rain" } },
    locale: "en-US",
  });
  expect(bot.pictures[0]?.equals(dusk.data)).toBe(true);
  expect(JSON.parse(job.thread.replace("discord:", ""))).toMatchObject({
    channel: said.id,
    parent: GENERAL,
  });
  expect(discord.calls("typing")).toHaveLength(1);
  // What the bot may do there it knows from the gateway.
  expect(discord.calls("member.get")).toEqual([]);
  expect(discord.calls("channel.get")).toEqual([]);
  expect(discord.world.messagesIn(GENERAL)).toHaveLength(1);
});

test("a message of a person is left as it is when its video is done", async () => {
  const { discord, bot } = await begin();
  discord.people.say(`${US} a fox`);
  await until(() => bot.jobs.get("job1"));
  discord.log.length = 0;

  await bot.finish("job1");

  expect(discord.calls("message.edit").map(({ path }) => path)).not.toContainEqual(
    expect.stringContaining(GENERAL),
  );
});

test("the bot is named first, last, in between, and in the old way", async () => {
  const { discord, bot } = await begin();

  discord.people.say(`a fox, ${US} please`);
  discord.people.say(`<@!${APP}>   two foxes`);
  discord.people.say(`three <:fox:123456789012345678> with <@${BEN}> ${US}`);
  await until(() => bot.invocations.length === 3);

  const prompts = bot.invocations.map(({ ask }) => String(ask.options["prompt"]));
  expect(prompts.toSorted()).toEqual(["a fox, please", "three fox with ben", "two foxes"]);
});

test.each([
  ["no mention", { content: "a fox" }],
  ["everyone", { content: "@everyone a fox", mention_everyone: true }],
  ["a role", { content: "<@&555555555555555551> a fox", mention_roles: ["555555555555555551"] }],
  ["another bot", { author: { id: BEN, username: "ben", bot: true } }],
  ["a webhook", { webhook_id: "666666666666666666", member: undefined }],
  ["a system message", { type: 6 }],
])("a message with %s does nothing", async (_what, change) => {
  const { discord } = await begin();
  const said = discord.people.say("nothing");
  discord.gateway.dispatch(
    "MESSAGE_CREATE",
    {
      ...said,
      id: "1573534813338468999",
      content: `${US} a fox`,
      mentions: [discord.world.users.get(APP)],
      guild_id: GUILD,
      member: { roles: [] },
      ...change,
    },
    GUILD,
  );

  await passed();

  expect(names()).toEqual([]);
  expect(discord.calls("typing")).toHaveLength(1);
});

test("an answer to a video that pings the bot, without naming it, does nothing", async () => {
  const { discord, bot } = await begin();
  discord.people.say(`${US} a fox`);
  await until(() => bot.jobs.get("job1"));
  await bot.finish("job1");
  const { thread } = bot.jobs.get("job1")!;
  const { channel } = JSON.parse(thread.replace("discord:", "")) as { channel: string };
  const clip = discord.world.messagesIn(channel).find(({ attachments }) => attachments.length > 0)!;

  discord.people.say("lol nice", [], { channel, answers: clip, pings: true });
  await passed();

  expect(names()).toEqual(["video"]);
});

test("an edit that names the bot does nothing", async () => {
  const { discord } = await begin();
  const said = discord.people.say("a fox");

  const edited = { ...said, content: `${US} a fox`, guild_id: GUILD, member: { roles: [] } };
  discord.gateway.dispatch("MESSAGE_UPDATE", edited, GUILD);
  await passed();

  expect(names()).toEqual([]);
});

test("a message that is delivered twice is done once", async () => {
  const { discord } = await begin();

  const said = discord.people.say(`${US} a fox`);
  discord.people.sayAgain(said);
  await passed();

  expect(names()).toEqual(["video"]);
});

test("what two processes hear is done by one of them", async () => {
  stage = await openDiscordStage();
  const { discord } = stage;
  const twins = await startTwins(stage);

  discord.people.say(`${US} a fox`);
  await until(() => discord.calls("typing").length === 2);
  await until(() => twins.some(({ jobs }) => jobs.has("job1")));
  await Promise.all(twins.map(({ platform }) => platform.stop()));

  expect(twins.flatMap(({ invocations }) => invocations)).toHaveLength(1);
});

test("in a thread the work is done in place", async () => {
  const { discord, bot } = await begin();

  discord.people.say(`${US} a fox`, [], { channel: POST });
  const job = await until(() => bot.jobs.get("job1"));

  expect(JSON.parse(job.thread.replace("discord:", ""))).toMatchObject({ channel: POST });
  expect(discord.calls("thread.create")).toEqual([]);
});

test("a thread that was asleep when the bot came is looked up", async () => {
  stage = await openDiscordStage();
  stage.discord.world.channels.get(POST)!.archived = true;
  await stage.start();

  stage.discord.people.say(`${US} a fox`, [], { channel: POST });
  await until(() => stage.bot.jobs.get("job1"));

  expect(stage.bot.invocations[0]?.channels).toEqual([
    `discord:${POST}`,
    expect.stringContaining("discord:"),
  ]);
});

test("nothing but a mention is answered with how it goes", async () => {
  const { discord } = await begin();

  const answer = await answerTo(discord.people.say(US));

  expect(wordsOf(answer)).toContain("Write after my name what happens in the video");
  expect(names()).toEqual([]);
});

test("what is for one person's eyes is not answered to all", async () => {
  const { discord } = await begin();

  const answer = await answerTo(discord.people.say(`${US} jobs`));

  expect(wordsOf(answer)).toMatch(/^Type <\/jobs:\d+>: its answer is for your eyes alone\.$/);
  expect(names()).toEqual([]);
});

test("a refusal answers the message, and pings nobody", async () => {
  const { discord } = await begin();

  const answer = await answerTo(discord.people.say(`${US} refuse me`));

  expect(wordsOf(answer)).toBe("No model films that. Try other words.");
  const [sent] = discord.calls("message.create");
  expect(sent?.body).toMatchObject({ allowed_mentions: { parse: [], users: [] } });
});

test("an option that is mistyped is said, and nothing is filmed", async () => {
  const { discord } = await begin();

  const answer = await answerTo(discord.people.say(`${US} a fox --second 8`));

  expect(wordsOf(answer)).toContain("did you mean --seconds?");
  expect(names()).toEqual([]);
});

test("somebody is answered in the language that a command of theirs has told", async () => {
  const { discord, bot } = await begin();
  discord.people.type("models", {}, { locale: "de" });
  await until(() => bot.invocations[0]);

  const answer = await answerTo(discord.people.say(US));

  expect(wordsOf(answer)).toContain("Schreib nach meinem Namen, was im Video passiert");
});

test("what breaks on our side is said", async () => {
  const { discord, remembered } = await begin();
  remembered.get = () => {
    throw new Error("the database is away");
  };

  const answer = await answerTo(discord.people.say(`${US} it snows`, [], { channel: POST }));

  expect(wordsOf(answer)).toContain("Something broke on our side");
  expect(names()).toEqual([]);
});

test("a permission that is missing is told before anything begins", async () => {
  const { discord, bot } = await begin();
  discord.world.channels.get(GENERAL)!.denied = PermissionFlagsBits.AttachFiles;

  discord.people.say(`${US} a fox`);
  const invocation = await until(() => bot.invocations[0]);

  expect(() => invocation.checkPlace()).toThrow("I lack Attach Files");
});

test("where the bot may not look back, its answer stands by itself", async () => {
  const { discord } = await begin();
  discord.world.channels.get(GENERAL)!.denied = PermissionFlagsBits.ReadMessageHistory;

  discord.people.say(US);
  const answer = await until(() =>
    discord.world.messagesIn(GENERAL).find(({ author }) => author.id === APP),
  );

  expect(wordsOf(answer)).toContain("Write after my name");
});

test("where the bot may not write, it does nothing", async () => {
  const { discord } = await begin();
  discord.world.channels.get(GENERAL)!.denied = PermissionFlagsBits.SendMessages;

  discord.people.say(`${US} a fox`);
  await passed(POST);

  expect(names()).toEqual([]);
  expect(discord.calls("typing")).toHaveLength(1);
});

test("whoever may run the server is its admin in messages too", async () => {
  const { discord, bot } = await begin();

  discord.people.say(`${US} a fox`, [], { roles: [MANAGER_ROLE] });

  expect((await until(() => bot.invocations[0])).person.isAdmin).toBe(true);
});

test("a command that the server keeps to some is kept to them in messages too", async () => {
  const { discord, bot } = await begin();
  const video = discord.world.commands.find(({ name }) => name === "video");
  const permissions = [
    { id: GUILD, type: 1, permission: false },
    { id: FILM_ROLE, type: 1, permission: true },
  ];
  discord.world.commandRules.set(GUILD, [{ id: String(video?.["id"]), permissions }]);

  const refused = await answerTo(discord.people.say(`${US} a fox`, [], { person: BEN }));
  discord.people.say(`${US} two foxes`, [], { roles: [FILM_ROLE] });
  await until(() => bot.invocations[0]);

  expect(wordsOf(refused)).toMatch(/^This server does not let you use <\/video:\d+> here\.$/);
  expect(bot.invocations.map(({ ask }) => ask.options["prompt"])).toEqual(["two foxes"]);
});

test("the picture of an own message is taken when that message is answered", async () => {
  const { discord, bot } = await begin();
  const first = discord.people.say(US, dusk);

  discord.people.say(`${US} it begins to rain`, [], { answers: first });
  const invocation = await until(() => bot.invocations[0]);

  expect(invocation.attachments["image"]).toMatchObject({ name: "dusk.jpg" });
  expect(invocation.attachments["image"]?.picked).toBeUndefined();
});

test("an answer to a message that Discord does not show is not guessed at", async () => {
  const { discord } = await begin();
  const hidden = discord.people.say("look", dusk, { person: BEN });

  const answer = await answerTo(
    discord.people.say(`${US} it begins to rain`, [], { answers: hidden }),
  );

  expect(wordsOf(answer)).toContain("Discord does not show me the message that you answer.");
  expect(names()).toEqual([]);
});

test.each([
  [true, (1 << 0) | (1 << 9)],
  [false, 1 << 0],
])("with mentions %s the bot identifies with the intents %i", async (hearsMentions, intents) => {
  const { discord } = await begin({ hearsMentions });

  expect(discord.gatewayLog.find(({ op }) => op === 2)?.["intents"]).toBe(intents);
});
