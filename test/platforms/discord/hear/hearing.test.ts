import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { until, wordsOf } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";
import { BEN, GENERAL, GUILD, POST } from "../../../fakes/discord/world.ts";

const dusk = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../../../fixtures/dusk.jpg", import.meta.url)),
};
const EPHEMERAL = 64;
let stage: DiscordStage;
async function begin() {
  stage = await openDiscordStage();
  await stage.start();
  return stage;
}
afterEach(() => stage.close());

const original = (typed: { token: { original?: string } }) =>
  stage.discord.world.messages.get(typed.token.original ?? "");

test("a typed command reaches the bot with who, where and what", async () => {
  const { discord, bot } = await begin();

  discord.people.type("video", { prompt: "a fox", seconds: 8, image: dusk }, { locale: "de" });
  const invocation = await until(() => bot.invocations[0]);
  await until(() => bot.pictures[0]);

  expect(invocation).toMatchObject({
    platform: "discord",
    guild: `discord:${GUILD}`,
    person: { id: "discord:444444444444444441", name: "ann", isAdmin: false },
    locale: "de",
    ask: { kind: "command", name: "video", options: { prompt: "a fox", seconds: 8 } },
  });
  expect(bot.pictures[0]?.equals(dusk.data)).toBe(true);
});

test("the acknowledgement is the first thing that happens", async () => {
  const { discord, bot } = await begin();
  discord.log.length = 0;
  discord.fail("callback", { kind: "hang" });
  const arrived = discord.arrival("callback");

  discord.people.type("video", { prompt: "a fox", image: dusk });
  await arrived;

  expect(bot.invocations).toEqual([]);
  expect(discord.log.map(({ route }) => route)).toEqual(["callback"]);
});

test("an interaction that is delivered twice is answered once", async () => {
  const { discord, bot } = await begin();

  const typed = discord.people.type("video", { prompt: "a fox" });
  typed.again();
  await until(() => bot.jobs.get("job1"));
  const later = discord.people.type("models");
  await until(() => wordsOf(original(later)).includes("film-1"));

  expect(bot.invocations.map(({ ask }) => ask.name)).toEqual(["video", "models"]);
  expect(discord.calls("callback")).toHaveLength(2);
});

test("what Discord no longer waits for begins nothing", async () => {
  const { discord, bot } = await begin();
  discord.fail("callback", { kind: "code", code: 10062 });

  discord.people.type("video", { prompt: "a fox" });
  await until(() => discord.calls("callback")[0]?.status);
  discord.people.type("models");
  await until(() => bot.invocations[0]);

  expect(bot.invocations.map(({ ask }) => ask.name)).toEqual(["models"]);
});

test.each(["lost", "status"] as const)(
  "an acknowledgement whose answer is bad (%s) is sent once more",
  async (kind) => {
    const { discord, bot } = await begin();
    discord.fail("callback", kind === "lost" ? { kind } : { kind, status: 502 });

    const typed = discord.people.type("video", { prompt: "a fox" });
    const job = await until(() => bot.jobs.get("job1"));

    expect(discord.calls("callback")).toHaveLength(2);
    expect(JSON.parse(job.thread.replace("discord:", ""))).toMatchObject({
      channel: typed.token.original,
      parent: GENERAL,
    });
  },
);

test("an answer that comes after its token has died is edited with the bot's own", async () => {
  const { discord, bot } = await begin();
  discord.fail("original.edit", { kind: "code", code: 50027 });

  const typed = discord.people.type("video", { prompt: "a fox" });
  await until(() => bot.jobs.get("job1"));

  await until(() => wordsOf(original(typed)) === "On it.");

  expect(discord.calls("message.edit")).toHaveLength(1);
});

test.each([1, 5])("an answer that Discord has mislaid %i times is still given", async (times) => {
  const { discord } = await begin();
  discord.fail("original.edit", { kind: "code", code: 10015 }, times);

  const typed = discord.people.type("video", { prompt: "a fox" });
  const said = await until(() => wordsOf(original(typed)) === "On it." && original(typed));

  expect(said).toBeDefined();
  expect(discord.calls("message.edit")).toHaveLength(times === 1 ? 0 : 1);
});

test("an answer outlives a short outage of Discord", async () => {
  const { discord } = await begin();
  discord.fail("original.edit", { kind: "status", status: 503 }, 2);

  const typed = discord.people.type("models");

  await until(() => wordsOf(original(typed)).includes("film-1"));
  expect(discord.calls("original.edit")).toHaveLength(3);
});

test("a whisper is one, however often its way is cleared", async () => {
  const { discord } = await begin();
  discord.fail("original.delete", { kind: "lost" });

  const typed = discord.people.type("video", { prompt: "refuse me" });
  const whispered = await until(() => discord.world.messages.get(typed.token.followups[0] ?? ""));

  expect(wordsOf(whispered)).toBe("No model films that. Try other words.");
  expect(typed.token.followups).toHaveLength(1);
});

test("a refusal is whispered, and the public answer goes", async () => {
  const { discord } = await begin();

  const typed = discord.people.type("video", { prompt: "refuse me" });
  const whispered = await until(() => discord.world.messages.get(typed.token.followups[0] ?? ""));

  expect(wordsOf(whispered)).toBe("No model films that. Try other words.");
  expect(whispered.flags! & EPHEMERAL).toBe(EPHEMERAL);
  expect(original(typed)).toBeUndefined();
});

test("lists are for the person who asks alone", async () => {
  await begin();

  const typed = stage.discord.people.type("models");
  const answer = await until(() => wordsOf(original(typed)).includes("film-1") && original(typed));

  expect(answer.flags! & EPHEMERAL).toBe(EPHEMERAL);
  expect(wordsOf(answer)).toContain("**film-1** $0.10 a second.");
});

test("in a forum post the work is done in place", async () => {
  const { discord, bot } = await begin();

  discord.people.type("video", { prompt: "a fox" }, { channel: POST });
  const job = await until(() => bot.jobs.get("job1"));

  expect(JSON.parse(job.thread.replace("discord:", ""))).toMatchObject({ channel: POST });
  expect(discord.calls("thread.create")).toEqual([]);
});

test("options complete while somebody types", async () => {
  const { discord } = await begin();

  const typing = discord.people.complete("video", "model", "fi");
  const answer = await until(() => typing.token.callback);

  expect(answer).toEqual({
    type: 8,
    data: { choices: [{ name: "Film One, $0.10 a second", value: "film-1" }] },
  });
});

test("a button asks for its job, in private", async () => {
  const { discord, bot } = await begin();
  discord.people.type("video", { prompt: "a fox" });
  const job = await until(() => bot.jobs.get("job1"));
  const [, card = ""] = job.card.split("/");

  const pressed = discord.people.press(discord.world.messages.get(card)!, "Cancel", {
    person: BEN,
  });
  await until(() => wordsOf(original(pressed)) === "Stopped.");

  expect(bot.invocations[1]).toMatchObject({
    person: { id: `discord:${BEN}` },
    ask: { kind: "action", name: "cancel", job: "job1", options: {} },
  });
  expect(original(pressed)?.flags).toBe(EPHEMERAL | (1 << 15));
});

test("Edit prompt opens a form with the prompt, and takes another picture", async () => {
  const { discord, bot } = await begin();
  discord.people.type("video", { prompt: "a fox" });
  const job = await until(() => bot.jobs.get("job1"));
  await bot.fail("job1", "Too wild.");
  const card = discord.world.messages.get(job.card.split("/")[1]!)!;

  const pressed = discord.people.press(card, "Edit prompt");
  const form = await until(() => pressed.token.callback);
  const sent = discord.people.submit(pressed, { prompt: "a calm fox", image: dusk });
  await until(() => wordsOf(original(sent)) === "On it.");

  expect(form.type).toBe(9);
  expect(JSON.stringify(form.data)).toContain('"value":"a fox"');
  expect(bot.invocations[1]?.ask).toEqual({
    kind: "action",
    name: "edit",
    job: "job1",
    options: { prompt: "a calm fox" },
  });
  expect(bot.invocations[1]?.attachments["image"]?.name).toBe("dusk.jpg");
});

test("a file is fetched only from Discord and from hosts that the operator named", async () => {
  const { discord, bot } = await begin();
  discord.people.type("video", { prompt: "a fox" });
  const { attachments } = await until(() => bot.invocations[0]);
  expect(attachments).toEqual({});

  const typed = discord.people.type("video", { prompt: "a fox", image: dusk });
  const [resolved] = Object.values(
    (typed.interaction as unknown as { data: { resolved: { attachments: object } } }).data.resolved
      .attachments,
  ) as { url: string; id: string }[];
  const elsewhere = { ...resolved, url: resolved!.url.replace("127.0.0.1", "127.0.0.2") };
  const data = {
    ...(typed.interaction as unknown as { data: object }).data,
    resolved: { attachments: { [elsewhere.id!]: elsewhere } },
  };
  await until(() => bot.invocations[1]);
  discord.gateway.dispatch(
    "INTERACTION_CREATE",
    { ...typed.interaction, id: "1573534813338468999", token: typed.interaction.token, data },
    GUILD,
  );
  typed.token.acked = false;

  const odd = await until(() => bot.invocations[2]);
  const opening = odd.attachments["image"]?.open(AbortSignal.timeout(1_000));
  await expect(opening).rejects.toThrow("files are not fetched from 127.0.0.2");
});
