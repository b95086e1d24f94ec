import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { start } from "../../src/main.ts";
import type { DiscordBot } from "../fakes/discord/bot.ts";
import { labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";
import type { FakeMessage } from "../fakes/discord/discord.ts";
import { ANN, BEN, GENERAL } from "../fakes/discord/world.ts";

const MENU = "Animate this image";
const picture = (name: string) => ({
  name,
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
});
const dusk = picture("dusk.jpg");
let room: DiscordBot;
const begin = async () => (room = await startDiscordBot());
afterEach(() => room.close());

type Use = ReturnType<DiscordBot["discord"]["people"]["rightClick"]>;

/** Picks a message, fills the form in, and sends it off. */
async function ask(message: FakeMessage, fields: Record<string, string> = {}): Promise<Use> {
  const { people } = room.discord;
  const opened = people.rightClick(MENU, message);
  await until(() => opened.token.callback?.type === 9);
  return people.submit(opened, { prompt: "the sun sets", ...fields });
}

const answerTo = (use: Use) => room.discord.world.messages.get(use.token.original ?? "");
const whisperTo = (use: Use) => room.discord.world.messages.get(use.token.followups[0] ?? "");

/** The question to Ben, as it stands in the channel, and the use that asked it. */
async function questioned(): Promise<{ use: Use; asked: FakeMessage }> {
  const { world } = room.discord;
  const before = new Set(world.messages.keys());
  const use = await ask(room.discord.people.say("look", dusk, { person: BEN }));
  const isNew = ({ id }: FakeMessage) => !before.has(id);
  const asked = await until(() =>
    world
      .messagesIn(GENERAL)
      .find((message) => isNew(message) && labelsOf(message).includes("Yes")),
  );
  return { use, asked };
}
const question = async () => (await questioned()).asked;

const clip = () =>
  until(() =>
    [...room.discord.world.messages.values()].find(({ attachments }) =>
      attachments.some(({ filename }) => filename.endsWith(".mp4")),
    ),
  );

test("one's own picture becomes a video in a thread", async () => {
  await begin();

  const asked = await ask(room.discord.people.say("look", dusk, { person: ANN }));
  const film = await clip();

  expect(film.channel_id).toBe(asked.token.original);
  expect(wordsOf(film)).toContain("the sun sets");
  expect(room.studio.bills).toMatchObject([{ picture: { type: "image/jpeg" } }]);
});

test("of several pictures one is chosen", async () => {
  await begin();
  const { people } = room.discord;
  const message = people.say("look", [picture("one.jpg"), picture("two.jpg")]);

  await ask(message, { picture: "1" });
  await clip();

  const fetched = room.discord.calls("cdn").map(({ path }) => path.split("/").at(-1));
  expect(fetched).toEqual(["two.jpg"]);
});

test("a message without a picture is told so at once", async () => {
  await begin();

  const used = room.discord.people.rightClick(MENU, room.discord.people.say("no picture"));
  const said = await until(() => answerTo(used));

  expect(wordsOf(said)).toContain("There is no picture in that message.");
  expect(said.ephemeralFor).toBe(ANN);
});

test("somebody else's picture is not even fetched before its author says yes", async () => {
  await begin();

  const { use, asked } = await questioned();
  const words = wordsOf(asked);
  const before = room.discord.calls("cdn").length + room.studio.calls.length;
  const stranger = room.discord.people.press(asked, "Yes", { person: ANN });
  await until(() => wordsOf(answerTo(stranger)) === "Only ben can answer that.");
  const yes = room.discord.people.press(asked, "Yes", { person: BEN });
  const film = await clip();

  expect(words).toContain("ann would like to make a video of your picture, ben.");
  expect(words).toContain(`<@${BEN}>`);
  expect(asked.channel_id).toBe(GENERAL);
  expect(before).toBe(0);
  expect(film.channel_id).toBe(use.token.original);
  expect(wordsOf(film)).toContain(`<@${ANN}>`);
  expect(wordsOf(answerTo(yes))).toContain("Thank you.");
  expect(room.studio.bills).toHaveLength(1);
});

test("the author hears of the question, and whoever asked reads that it is asked", async () => {
  await begin();

  const { use, asked } = await questioned();
  const answer = await until(() => wordsOf(answerTo(use)) !== "" && answerTo(use));

  expect(room.discord.world.pings).toEqual([{ person: BEN, message: asked.id }]);
  expect(wordsOf(answer)).toBe("The author of the picture is asked. A yes begins the video.");
});

test("a question that cannot be posted stands in the answer", async () => {
  await begin();
  room.discord.fail("message.create", { kind: "code", code: 200_000 });

  const { use, asked } = await questioned();

  expect(asked.id).toBe(use.token.original);
});

test("a question whose answer was lost is there once", async () => {
  await begin();
  room.discord.fail("message.create", { kind: "lost" });

  const { use } = await questioned();
  await until(() => wordsOf(answerTo(use)) !== "");

  expect(room.discord.world.pings).toHaveLength(1);
});

test("yes twice makes one video", async () => {
  await begin();
  const asked = await question();

  const first = room.discord.people.press(asked, "Yes", { person: BEN });
  const second = room.discord.people.press(asked, "Yes", { person: BEN });
  await clip();
  await until(() => wordsOf(answerTo(first)) !== "" && wordsOf(answerTo(second)) !== "");

  expect(room.studio.bills).toHaveLength(1);
});

test("after a no nothing happens, and it may be asked again", async () => {
  await begin();
  const asked = await question();

  room.discord.people.press(asked, "No", { person: BEN });
  await until(() => wordsOf(room.discord.world.messages.get(asked.id)) === "ben said no.");
  await question();

  expect(labelsOf(room.discord.world.messages.get(asked.id))).toEqual([]);
  expect(room.discord.calls("cdn")).toEqual([]);
});

test("whoever says never is not asked again, until they change it", async () => {
  await begin();
  const { people } = room.discord;
  const asked = await question();

  people.press(asked, "Never mine", { person: BEN });
  await until(() => wordsOf(room.discord.world.messages.get(asked.id)) === "ben said no.");
  const refused = await ask(people.say("another", dusk, { person: BEN }));
  const said = await until(() => whisperTo(refused));
  const changed = people.type("consent", { pictures: "ask" }, { person: BEN });
  await until(() => wordsOf(answerTo(changed)).includes("asked each time"));

  expect(wordsOf(said)).toBe("ben does not want their pictures to be animated.");
  expect(labelsOf(await question())).toContain("Yes");
});

test("one question at a time goes to the same person", async () => {
  await begin();
  await question();

  const second = await ask(room.discord.people.say("another", dusk, { person: BEN }));

  expect(wordsOf(await until(() => whisperTo(second)))).toBe(
    "ben has not answered your last question yet.",
  );
});

test("a question survives a restart of the bot", async () => {
  await begin();
  const { use, asked } = await questioned();

  await room.bot.stop();
  room.bot = await start(room.config);
  await until(() => room.discord.gateway.shards().length === 1);
  room.discord.people.press(asked, "Yes", { person: BEN });

  expect((await clip()).channel_id).toBe(use.token.original);
});

test("a yes to what cannot be paid says so in the place of the question", async () => {
  room = await startDiscordBot({ DEFAULT_BUDGET_USD: "0.10" });
  const asked = await question();

  room.discord.people.press(asked, "Yes", { person: BEN });
  const closed = await until(() => {
    const message = room.discord.world.messages.get(asked.id);
    return wordsOf(message).includes("said yes") && message;
  });

  expect(wordsOf(closed)).toContain("ben said yes, but it cannot be made.");
  expect(labelsOf(closed)).toEqual([]);
});
