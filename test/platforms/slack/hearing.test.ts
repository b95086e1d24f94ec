import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buttonsOf, labelsOf, wordsOf } from "../../fakes/slack/reading.ts";
import { ANN, BEN, GENERAL, OUTSIDE, TEAM } from "../../fakes/slack/slack.ts";
import type { SlackStage } from "./stage.ts";
import { openSlackStage } from "./stage.ts";

vi.setConfig({ testTimeout: 30_000 });

const DUSK = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../../fixtures/dusk.jpg", import.meta.url)),
};

let stage: SlackStage;
beforeEach(async () => {
  stage = await openSlackStage();
  await stage.start();
});
afterEach(() => stage.close());

const ann = () => stage.slack.person(ANN);
const said = () => stage.bot.invocations;
/** The form that somebody sees, once it is there. */
const formOf = (user: string, words = "") =>
  stage.slack.until(() => {
    const { views } = stage.slack.world;
    const isOpen = [...views.values()].some((view) => JSON.stringify(view).includes(words));
    return isOpen && stage.slack.person(user).modal();
  });
/** Films a video to its end, and answers its card. */
async function filmed(job: string) {
  await stage.slack.until(() => stage.bot.jobs.has(job));
  await stage.bot.finish(job);
  const { thread, card } = stage.bot.jobs.get(job)!;
  const kept = [...stage.remembered.keys()].find((key) => key.startsWith("memory buttons "));
  const result = kept?.replace("memory buttons ", "");
  await stage.platform.edit(thread, card, { kind: "card", tone: "good", text: "Done.", result });
  return stage.slack.until(() =>
    stage.slack.everyMessage().find((message) => labelsOf(message).includes("Again")),
  );
}
/** The last words that only this person sees. */
const whispered = (user: string) => wordsOf(stage.slack.ephemeralsOf(user).at(-1));

test("/video films at once, in a thread of its own", async () => {
  const use = await ann().types("/video a boat --seconds 8");

  const card = await stage.slack.until(() =>
    stage.slack.everyMessage().find((message) => wordsOf(message).includes("In line")),
  );
  expect(use).toMatchObject({ acked: true });
  expect(said()[0]).toMatchObject({
    guild: `slack:${TEAM}`,
    person: { id: `slack:${TEAM}:${ANN}`, isAdmin: true },
    ask: { kind: "command", name: "video", options: { prompt: "a boat", seconds: 8 } },
  });
  expect(labelsOf(card)).toEqual(["Cancel"]);
  expect(card.thread_ts).toBe(stage.slack.messagesIn(GENERAL)[0]?.ts);
});

test("/video alone opens a form, whose picture and words come as one", async () => {
  await ann().types("/video");
  const form = await formOf(ANN);

  await ann().submits(form, { prompt: "a boat", image: DUSK, seconds: "8" });

  await stage.slack.until(() => stage.bot.pictures.length > 0);
  expect(said()[0]?.ask.options).toMatchObject({ prompt: "a boat", seconds: 8, image: "dusk.jpg" });
  expect(stage.bot.pictures[0]).toEqual(DUSK.data);
});

test("a form says what to mend before it closes", async () => {
  await ann().types("/video");
  const form = await formOf(ANN);
  const text = { name: "notes.pdf", type: "application/pdf", data: Buffer.from("%PDF") };

  const use = await ann()
    .submits(form, { prompt: "a boat", image: text })
    .catch(() => undefined);

  expect(said()).toEqual([]);
  expect(use?.errors?.["image"] ?? "refused by the client").toMatch(/picture|refused/);
});

test("a mistake gets the sentence that mends it, for one person alone", async () => {
  await ann().types("/video a boat --secnds 8");

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain("--secnds");
  expect(said()).toEqual([]);
});

test.each(["/video a boat --spoiler", "/video --picture a boat --spoiler"])(
  "whoever asks for what Slack has not is told, before anything begins: %s",
  async (line) => {
    await ann().types(line);

    await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
    expect(whispered(ANN)).toContain("without --spoiler");
    expect(said()).toEqual([]);
  },
);

test("a form offers nothing that Slack has not", async () => {
  await ann().types("/video");

  const form = await formOf(ANN);

  expect(JSON.stringify(form.state)).not.toContain("spoiler");
});

test("every command stands behind /rushes too", async () => {
  await ann().types("/rushes models");

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain("Two models can film now");
});

test("a mention films in the thread under it", async () => {
  const mention = await ann().mentions("a boat --seconds 8");

  const [, card] = await stage.slack.until(() => {
    const thread = stage.slack.messagesIn(GENERAL, mention.ts);
    return thread.length > 1 && thread;
  });
  expect(said()).toHaveLength(1);
  expect(said()[0]?.id).toBe(`slack:${TEAM}:${GENERAL}:${mention.ts}`);
  expect(said()[0]?.ask.options).toEqual({ prompt: "a boat", seconds: 8 });
  expect(wordsOf(card)).toContain("In line");
});

test("a mention in a thread films in that thread", async () => {
  const root = await stage.slack.person(BEN).says("what shall we film?");

  await ann().mentions("a boat", { thread: root.ts });

  const [, , card] = await stage.slack.until(() => {
    const thread = stage.slack.messagesIn(GENERAL, root.ts);
    return thread.length > 2 && thread;
  });
  expect(wordsOf(card)).toContain("In line");
});

test.each([false, true])(
  "a mention brings its picture, also when only the file is told of: %s",
  async (onlyFileShare) => {
    await ann().mentions("let it snow", { files: [DUSK], onlyFileShare });

    await stage.slack.until(() => stage.bot.pictures.length > 0);
    expect(said()).toHaveLength(1);
    expect(stage.bot.pictures[0]).toEqual(DUSK.data);
  },
);

test("a mention that is delivered again films once", async () => {
  const mention = await ann().mentions("a boat");
  await stage.slack.until(() => said().length > 0);

  for (const delivery of mention.deliveries ?? []) await delivery.again();

  expect(said()).toHaveLength(1);
});

test("a mention under a video refines that video", async () => {
  const mention = await ann().mentions("a boat");
  await stage.slack.until(() => stage.bot.jobs.size > 0);
  await stage.bot.finish("job1");

  await ann().mentions("make it night", { thread: mention.ts });

  await stage.slack.until(() => said().length > 1);
  expect(said()[1]?.ask).toMatchObject({ name: "remix", options: { job: "job1" } });
});

const NOTES = { name: "notes.pdf", type: "application/pdf", data: Buffer.from("%PDF") };

test.each([
  ["a file that is no picture", [NOTES], "not a picture that can be used"],
  ["a second picture", [DUSK, DUSK], "Only one picture"],
])("%s beside a mention is told before anything begins", async (_what, files, words) => {
  await ann().mentions("let it snow", { files });

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain(words);
  expect(said()).toEqual([]);
});

test("a question is answered, whatever lies beside it", async () => {
  await ann().mentions("models", { files: [NOTES] });

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain("Two models can film now");
});

test("a word of thanks films nothing, and is answered once", async () => {
  await ann().mentions("thanks!");

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain("Gladly");
  expect(said()).toEqual([]);
});

test("a direct message films there", async () => {
  await ann().says("a boat", { channel: "dm" });

  await stage.slack.until(() => stage.bot.jobs.size > 0);
  expect(said()[0]?.ask).toMatchObject({ name: "video", options: { prompt: "a boat" } });
});

test("what bots say, and what is changed, films nothing", async () => {
  const message = await ann().says("a boat", { channel: "dm" });
  await stage.slack.until(() => stage.bot.jobs.size > 0);

  await ann().edits(message, "a ship");
  await ann().says("just talking", { channel: GENERAL });
  const { bot } = stage.slack.world.teamOf(TEAM);
  const written = { type: "message", text: `<@${bot}> a whale`, ts: "1795200000.000100" };
  const directly = { channel: ann().dm(), channel_type: "im" };
  await ann().emit({ ...written, ...directly, user: bot });
  await ann().emit({ ...written, ...directly, user: BEN, bot_id: "B0OTHERAPP1" });
  await ann().emit({ ...written, user: ANN, channel: GENERAL, subtype: "channel_topic" });

  await stage.stop();
  expect(said()).toHaveLength(1);
});

test("where we are not, nothing begins, and the way in is told", async () => {
  await ann().types("/video a boat", { channel: OUTSIDE });

  await stage.slack.until(() => said().length > 0);
  expect(() => said()[0]?.checkPlace()).toThrow(/\/invite @/);
});

test("a picture in a channel where we are not opens the way in instead of a form", async () => {
  const message = await ann().uploads(DUSK, { channel: OUTSIDE });

  await ann().usesShortcut("video", message);

  const words = await formOf(ANN, "/invite @");
  expect(words.state["submit"]).toBeUndefined();
});

test("in a thread too, nothing begins where we are not", async () => {
  const text = `<@${stage.slack.world.teamOf(TEAM).bot}> a boat`;
  const event = { type: "app_mention", user: ANN, text, channel: OUTSIDE };

  await ann().emit({ ...event, ts: "1795200000.000100", thread_ts: "1795200000.000050" });

  await stage.slack.until(() => said().length > 0);
  expect(() => said()[0]?.checkPlace()).toThrow(/\/invite @/);
});

test("the form for a picture is there before anything is looked up", async () => {
  const message = await ann().uploads(DUSK);

  await ann().usesShortcut("video", message);

  await formOf(ANN, "It costs");
  const routes = stage.slack.log.map(({ route }) => route);
  const [opened, asked, noted] = ["views.open", "users.info", "views.update"].map((route) =>
    routes.indexOf(route),
  );
  expect([opened, asked, noted]).toEqual([opened, asked, noted].toSorted((a = 0, b = 0) => a - b));
});

test("a form of which nothing comes says so", async () => {
  const message = await ann().uploads(DUSK);
  stage.slack.fail("views.update", { kind: "error", error: "internal_error" });

  await ann().usesShortcut("video", message);

  const words = await formOf(ANN, "Something broke");
  expect(words.state["submit"]).toBeUndefined();
});

test("a click reaches its job, and costs are confirmed first", async () => {
  await ann().mentions("a boat");
  const card = await filmed("job1");

  await stage.slack.person(BEN).clicks(card, "Again");

  await stage.slack.until(() => said().length > 1);
  expect(said()[1]).toMatchObject({
    ask: { kind: "action", name: "again", job: "job1" },
    person: { id: `slack:${TEAM}:${BEN}`, isAdmin: false },
  });
  expect(buttonsOf(card).find(({ label }) => label === "Again")?.confirm).toBeTruthy();
});

test("Edit prompt opens a form that holds the prompt", async () => {
  await ann().mentions("a boat");
  const card = await filmed("job1");

  await ann().clicks(card, "Edit prompt");
  const form = await formOf(ANN, "a boat");
  await ann().submits(form, { prompt: "a ship" });

  await stage.slack.until(() => said().length > 1);
  expect(said()[1]?.ask).toMatchObject({
    name: "edit",
    job: "job1",
    options: { prompt: "a ship" },
  });
});

test("somebody's page shows what runs, with Stop, and the budget", async () => {
  await ann().opensHome("home");

  const home = await stage.slack.until(() => ann().home());
  expect(wordsOf(home)).toContain("$7.50 of $10.00 is left.");
  await ann().clicks(home, "Stop");
  await stage.slack.until(() => stage.slack.calls("views.publish").length === 2);
  expect(said()[0]?.ask).toMatchObject({ name: "cancel", job: "job1" });
});

test("somebody who opens their messages with us is shown no page", async () => {
  await ann().opensHome("messages");

  await stage.stop();
  expect(stage.slack.calls("views.publish")).toEqual([]);
});

test("what cannot even be brought before the bot is told", async () => {
  await ann().opensHome("home");
  const home = await stage.slack.until(() => ann().home());
  stage.slack.fail("conversations.open", { kind: "error", error: "internal_error" });

  await ann().clicks(home, "Stop");

  const told = await stage.slack.until(() => stage.slack.messagesIn(ann().dm()).at(-1));
  expect(wordsOf(told)).toContain("Something broke");
  expect(said()).toEqual([]);
});

test("a page that somebody has opened is drawn anew when a video of theirs ends", async () => {
  await ann().mentions("a boat");
  await stage.slack.until(() => stage.bot.jobs.size > 0);
  await stage.slack.person(BEN).opensHome("home");
  await ann().opensHome("home");
  await stage.slack.until(() => stage.slack.calls("views.publish").length === 2);

  await stage.bot.fail("job1", "The studio did not answer.");

  await stage.slack.until(() => stage.slack.calls("views.publish").length > 2);
  const drawnFor = (user: string) =>
    stage.slack.calls("views.publish").filter(({ args }) => args["user_id"] === user).length;
  expect([drawnFor(ANN), drawnFor(BEN)]).toEqual([2, 1]);
});

test("a workspace that lets us go is let go", async () => {
  await ann().uninstalls();

  await stage.slack.until(() => stage.gone.length > 0);
  expect(stage.gone).toContain(`slack:${TEAM}`);
});

test.each([
  ["expired_trigger_id", "came too late"],
  ["view_too_large", "it is logged"],
])("a form that does not open for %s is told", async (code, words) => {
  stage.slack.fail("views.open", { kind: "error", error: code });

  await ann().types("/video");

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain(words);
});

test("a form for which Slack asks us to wait comes too late, and that is told at once", async () => {
  stage.slack.fail("views.open", { kind: "limit", seconds: 1 });

  await ann().types("/video");

  await stage.slack.until(() => stage.slack.ephemeralsOf(ANN).length > 0);
  expect(whispered(ANN)).toContain("came too late");
  expect(stage.slack.calls("views.open")).toHaveLength(1);
});

test("a connection that Slack renews misses nothing", async () => {
  const again = stage.slack.socket.connected();
  stage.slack.socket.refresh();
  await again;

  await ann().types("/video a boat");

  await stage.slack.until(() => said().length > 0);
  expect(stage.slack.socket.connections).toBe(1);
});

test("a connection that breaks is opened anew, also after Slack was away", async () => {
  stage.slack.socket.isDown = true;
  stage.slack.socket.drop();
  await stage.slack.arrival("apps.connections.open");
  const again = stage.slack.socket.connected();
  stage.slack.socket.isDown = false;
  await again;

  await ann().types("/video a boat");

  await stage.slack.until(() => said().length > 0);
  expect(said()).toHaveLength(1);
});

test("a picture in an answer comes where only that person looks, and the answer says so", async () => {
  await ann().types("/rushes models");
  await stage.slack.until(() => said().length > 0);
  const path = new URL("../../fixtures/dusk.jpg", import.meta.url).pathname;

  await said()[0]?.reply({
    message: { kind: "text", tone: "neutral", text: "Spent", picture: { path, alt: "A chart" } },
  });

  stage.slack.landShares();
  await stage.slack.until(() => stage.slack.filesIn(ann().dm()).length > 0);
  expect(stage.slack.filesIn(GENERAL)).toEqual([]);
  await stage.slack.until(() => whispered(ANN).includes("The picture is in your direct messages"));
});

test("a file in an answer comes where only that person looks, and the answer says so", async () => {
  await ann().types("/rushes models");
  await stage.slack.until(() => said().length > 0);
  const path = new URL("../../fixtures/dusk.jpg", import.meta.url).pathname;

  await said()[0]?.reply({
    message: {
      kind: "text",
      tone: "neutral",
      text: "2 entries.",
      file: { path, fileName: "x.csv" },
    },
  });

  stage.slack.landShares();
  const [file] = await stage.slack.until(() => {
    const found = stage.slack.filesIn(ann().dm());
    return found.length > 0 && found;
  });
  expect(file?.name).toBe("x.csv");
  expect(stage.slack.filesIn(GENERAL)).toEqual([]);
  await stage.slack.until(() => whispered(ANN).includes("in your direct messages with me"));
});

test("a form tells the price of what is chosen in it", async () => {
  await ann().types("/video --picture a boat --seconds 8");
  const first = await formOf(ANN, "It costs");

  await ann().chooses(first, "aspect", "1:1");

  const priced = await stage.slack.until(() => {
    const now = ann().modal();
    return wordsOf(now).includes('1:1"}') && now;
  });
  expect(wordsOf(priced)).toContain('It costs video {"seconds":"8","aspect":"1:1"}.');
});

test("the price follows each digit of a length that is typed", async () => {
  await ann().types("/video");
  const form = await formOf(ANN, "It costs");

  await ann().typesInto(form, "seconds", "12");

  await stage.slack.until(() => wordsOf(ann().modal()).includes('"seconds":"12"'));
  expect(ann().modal().id).toBe(form.id);
});

test("Edit prompt tells a price too, of the video that it goes on from", async () => {
  await ann().mentions("a boat");
  const card = await filmed("job1");

  await ann().clicks(card, "Edit prompt");

  const form = await formOf(ANN, "It costs");
  expect(wordsOf(form)).toContain('It costs edit {"job":"job1"}.');
});

test("an answer reaches somebody who is not in the channel they chose", async () => {
  await ann().usesShortcut("video");
  const form = await formOf(ANN);
  stage.slack.fail("chat.postEphemeral", { kind: "error", error: "user_not_in_channel" });

  await ann().submits(form, { prompt: "refuse me", channel: GENERAL });

  const direct = await stage.slack.until(() => stage.slack.messagesIn(ann().dm()).at(-1));
  expect(wordsOf(direct)).toContain("No model films that");
});
