import { afterEach, beforeEach, expect, test } from "vitest";
import { writePlace } from "../../../../src/platforms/discord/refs.ts";
import type { Message } from "../../../../src/platforms/platform.ts";
import { labelsOf, wordsOf } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";
import { APP, GENERAL, GUILD } from "../../../fakes/discord/world.ts";

const given: Message = {
  kind: "card",
  tone: "bad",
  text: "It was given up.",
  quote: "a fox",
  buttons: [{ action: "again", label: "Again", job: "0mi1x8k3aq7c2bd", look: "primary" }],
};

let stage: DiscordStage;
beforeEach(async () => (stage = await openDiscordStage()));
afterEach(() => stage.close());

const tell = (place: object) =>
  stage.platform.tell?.(writePlace({ guild: GUILD, channel: GENERAL, limit: 0, ...place }), given);
const inGeneral = () => stage.discord.world.messagesIn(GENERAL);

/** A message of ours that somebody asked for. */
function answer(): string {
  const { id } = stage.discord.people.say("");
  stage.discord.world.messages.get(id)!.author = stage.discord.world.users.get(APP)!;
  return id;
}

test.each(["answer", "said"])("our answer to them (%s) says so from now on", async (name) => {
  const id = answer();

  await tell({ [name]: id });

  const [told, ...others] = inGeneral();
  expect(others).toEqual([]);
  expect(told?.id).toBe(id);
  expect(wordsOf(told)).toBe("It was given up.");
  expect(labelsOf(told)).toEqual(["Again"]);
});

test("whoever asked with a message is answered there, once", async () => {
  const { id } = stage.discord.people.say("film a fox");

  await tell({ answer: id, isTheirs: true });
  await tell({ answer: id, isTheirs: true });

  const [theirs, ...said] = inGeneral();
  expect(theirs?.content).toBe("film a fox");
  expect(said.map(wordsOf)).toEqual(["It was given up."]);
  expect(said[0]?.message_reference?.message_id).toBe(id);
});

test("where only they saw our answer, it is said in the channel", async () => {
  await tell({});

  expect(inGeneral().map(wordsOf)).toEqual(["It was given up."]);
});

test("telling never throws", async () => {
  stage.discord.fail("message.create", { kind: "code", code: 50013 });

  await tell({});

  expect(inGeneral()).toEqual([]);
});
