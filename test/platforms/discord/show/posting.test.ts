import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PermissionFlagsBits } from "discord.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writePlace } from "../../../../src/platforms/discord/refs.ts";
import type { Message, PublishedClip } from "../../../../src/platforms/platform.ts";
import { createClock } from "../../../fakes/clock.ts";
import { labelsOf, wordsOf } from "../../../fakes/discord/bot.ts";
import type { DiscordStage } from "../../../fakes/discord/stage.ts";
import { openDiscordStage } from "../../../fakes/discord/stage.ts";
import { APP, GENERAL, GUILD, MIB } from "../../../fakes/discord/world.ts";
import { publishedClip } from "../../../fakes/published-clip.ts";

const JOB = "0mi1x8k3aq7c2bd";
const card: Message = {
  kind: "card",
  tone: "working",
  text: "In line…",
  quote: "a fox",
  since: 1,
  buttons: [{ action: "cancel", label: "Cancel", job: JOB, look: "danger" }],
};
const result: Message = {
  kind: "clip",
  tone: "good",
  text: "Your video is ready.",
  mention: "discord:444444444444444441",
  buttons: [{ action: "again", label: "Again", job: JOB, look: "primary" }],
};

const clock = createClock();
let stage: DiscordStage;
let folder: string;
let clip: PublishedClip;

beforeEach(async () => {
  stage = await openDiscordStage({ now: clock.now });
  folder = await mkdtemp(join(tmpdir(), "rushes-discord-"));
  clip = await publishedClip(folder, JOB);
});
afterEach(async () => {
  vi.useRealTimers();
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

function answer(): string {
  const { id } = stage.discord.people.say("our answer");
  stage.discord.world.messages.get(id)!.author = stage.discord.world.users.get(APP)!;
  return id;
}

async function thread(): Promise<string> {
  const place = { guild: GUILD, channel: GENERAL, answer: answer(), limit: 20 * MIB };
  return stage.platform.openThread(writePlace(place), "a fox", JOB);
}
const channelOf = (id: string) =>
  (JSON.parse(id.replace("discord:", "")) as { channel: string }).channel;
const messagesIn = (id: string) => stage.discord.world.messagesIn(channelOf(id));

async function publish(id: string) {
  const token = await stage.platform.prepareUpload(id, clip);
  return stage.platform.publish(id, token, clip, result, `${JOB}-clip`);
}

test.each(["thread.create", "message.create"])(
  "a lost answer to %s leaves one thread and one card",
  async (route) => {
    stage.discord.fail(route, { kind: "lost" });
    const place = { guild: GUILD, channel: GENERAL, answer: answer(), limit: 20 * MIB };
    const attempt = async () => {
      const id = await stage.platform.openThread(writePlace(place), "a fox", JOB);
      await stage.platform.post(id, card, `${JOB}-card`);
      return id;
    };

    await expect(attempt()).rejects.toMatchObject({ failure: "unavailable" });
    const id = await attempt();

    expect(messagesIn(id)).toHaveLength(1);
  },
);

test.each([0, 2 * 60_000, 10 * 60_000])(
  "a video whose answer was lost is there once when it is tried again after %i ms",
  async (pause) => {
    const id = await thread();
    const token = await stage.platform.prepareUpload(id, clip);
    stage.discord.fail("message.create", { kind: "lost" });
    const publishOnce = () => stage.platform.publish(id, token, clip, result, `${JOB}-clip`);

    await expect(publishOnce()).rejects.toMatchObject({ failure: "unavailable" });
    clock.advance(pause);
    await publishOnce();

    expect(messagesIn(id)).toHaveLength(1);
  },
);

test("a short pause that Discord asks for is kept, a long one is told", async () => {
  const id = await thread();
  stage.discord.fail("message.create", { kind: "limit", seconds: 0.05, scope: "user" });
  await publish(id);
  stage.discord.fail("message.edit", { kind: "limit", seconds: 120, scope: "user" });
  const message = await stage.platform.post(id, card, `${JOB}-card`);

  const edited = stage.platform.edit(id, message, { ...card, tone: "good", text: "Done." });

  await expect(edited).rejects.toMatchObject({ failure: "unavailable" });
  expect(messagesIn(id)).toHaveLength(2);
});

test.each([
  [500, "unavailable"],
  [502, "unavailable"],
  [413, "too-large"],
])("status %i means %s", async (status, failure) => {
  const id = await thread();
  stage.discord.fail("message.create", { kind: "status", status });

  await expect(publish(id)).rejects.toMatchObject({ failure });
});

test.each([
  [10003, "gone"],
  [10004, "gone"],
  [20009, "forbidden"],
  [20028, "unavailable"],
  [20029, "unavailable"],
  [30046, "unavailable"],
  [40005, "too-large"],
  [40062, "unavailable"],
  [40333, "unavailable"],
  [50001, "forbidden"],
  [50013, "forbidden"],
  [50045, "too-large"],
  [130_000, "unavailable"],
  [160_005, "forbidden"],
  [200_000, "forbidden"],
  [240_000, "forbidden"],
  [400_001, "too-large"],
])("code %i means %s when it holds everywhere", async (code, failure) => {
  const id = await thread();
  stage.discord.fail("message.create", { kind: "code", code }, 10);

  await expect(publish(id)).rejects.toMatchObject({ failure });
});

test("what Discord calls a mistake of ours is a bug, and stays one", async () => {
  const id = await thread();
  stage.discord.fail("message.create", { kind: "code", code: 50035 });

  await expect(publish(id)).rejects.toMatchObject({ name: "DiscordAPIError[50035]" });
});

test("where no thread can be opened, the work is done in the channel", async () => {
  stage.discord.world.settings.threadsFull = true;

  const id = await thread();

  expect(channelOf(id)).toBe(GENERAL);
});

test("a video whose thread is locked comes to the channel", async () => {
  const id = await thread();
  stage.discord.world.channels.get(channelOf(id))!.locked = true;

  const message = await publish(id);

  expect(message.split("/")[0]).toBe(GENERAL);
  await stage.platform.remove(id, message);
  expect(stage.discord.world.messages.has(message.split("/")[1]!)).toBe(false);
});

test("a video whose thread is deleted comes to the channel", async () => {
  const id = await thread();
  stage.discord.world.channels.delete(channelOf(id));

  expect((await publish(id)).split("/")[0]).toBe(GENERAL);
});

test("a video that may be shown nowhere is given back", async () => {
  const id = await thread();
  stage.discord.world.channels.get(GENERAL)!.denied = PermissionFlagsBits.AttachFiles;

  await expect(publish(id)).rejects.toMatchObject({ failure: "forbidden" });
});

const failed: Message = {
  kind: "card",
  tone: "bad",
  text: "The studio said no. Nothing was charged.",
  buttons: [{ action: "again", label: "Again", job: JOB, look: "primary" }],
};

test("where the thread is deleted, the first answer says how it ended", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  stage.discord.world.channels.delete(channelOf(id));

  await stage.platform.edit(id, message, failed);

  const starter = stage.discord.world.messages.get(channelOf(id));
  expect(wordsOf(starter)).toContain("The studio said no.");
  expect(labelsOf(starter)).toEqual(["Again"]);
});

test("where the answer is deleted with its thread, the channel hears how it ended, once", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  stage.discord.world.channels.delete(channelOf(id));
  stage.discord.world.messages.delete(channelOf(id));
  stage.discord.fail("message.create", { kind: "lost" });

  const tellEnd = () => stage.platform.edit(id, message, failed);
  await expect(tellEnd()).rejects.toMatchObject({ failure: "unavailable" });
  await tellEnd();

  const said = stage.discord.world.messagesIn(GENERAL).map(wordsOf);
  expect(said).toEqual([expect.stringContaining("The studio said no.")]);
});

test("a card in a locked thread stays as it is while the work goes on", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  Object.assign(stage.discord.world.channels.get(channelOf(id))!, { locked: true, archived: true });
  clock.advance(10_000);

  const edited = stage.platform.edit(id, message, { ...card, text: "Filming… 50 %" });

  await expect(edited).rejects.toMatchObject({ failure: "forbidden" });
  expect(stage.discord.calls("message.create")).toHaveLength(1);
});

test.each([20009, 200_000, 200_001, 240_000])(
  "a thread whose name Discord refuses (%i) gets a neutral one",
  async (code) => {
    stage.discord.fail("thread.create", { kind: "code", code });

    const id = await thread();

    expect(stage.discord.world.channels.get(channelOf(id))?.name).toBe("A video");
  },
);

test("a card in an archived thread is still edited", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  stage.discord.world.channels.get(channelOf(id))!.archived = true;

  await stage.platform.edit(id, message, { ...card, tone: "good", text: "Done." });

  expect(wordsOf(messagesIn(id)[0])).toContain("Done.");
});

test("a card that somebody deleted is posted anew, once", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  stage.discord.world.messages.delete(message.split("/")[1]!);

  await stage.platform.edit(id, message, { ...card, tone: "warning", text: "Unclear." });
  await stage.platform.edit(id, message, { ...card, tone: "warning", text: "Still unclear." });
  await stage.another().edit(id, message, { ...card, tone: "warning", text: "Found." });

  expect(messagesIn(id).map(wordsOf)).toEqual([expect.stringContaining("Found.")]);
});

test("a card that is nearly an hour old goes on as a new one", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);
  clock.advance(56 * 60_000);

  await stage.platform.edit(id, message, { ...card, text: "Filming… 50 %" });
  clock.advance(10_000);
  await stage.platform.edit(id, message, { ...card, text: "Filming… 60 %" });

  expect(messagesIn(id).map(wordsOf)).toEqual([expect.stringContaining("60 %")]);
  expect(messagesIn(id)[0]?.id).not.toBe(message.split("/")[1]);
});

test("progress is shown every five seconds at most, the end at once", async () => {
  const id = await thread();
  const message = await stage.platform.post(id, card, `${JOB}-card`);

  for (const done of [10, 20, 30]) {
    await stage.platform.edit(id, message, { ...card, text: `Filming… ${done} %` });
  }
  clock.advance(6_000);
  await stage.platform.edit(id, message, { ...card, text: "Filming… 40 %" });
  await stage.platform.edit(id, message, { ...card, text: "Filming… 50 %" });
  await stage.platform.edit(id, message, {
    ...card,
    tone: "good",
    text: "Done.",
    since: undefined,
  });

  const said = stage.discord
    .calls("message.edit")
    .map(({ body }) => /Filming… \d+|Done/.exec(JSON.stringify(body))?.[0]);
  expect(said).toEqual(["Filming… 40", "Done", "Done"]);
});

test("only the requester is pinged, whatever the words say", async () => {
  const id = await thread();
  const loud = {
    ...result,
    quote: "@everyone <@444444444444444442> **now** [x](https://evil.example)",
  };
  const token = await stage.platform.prepareUpload(id, clip);

  await stage.platform.publish(id, token, clip, loud, `${JOB}-clip`);

  const [sent] = stage.discord.calls("message.create");
  expect(sent?.body?.["allowed_mentions"]).toEqual({ parse: [], users: ["444444444444444441"] });
  expect(JSON.stringify(sent?.body?.["components"])).toContain(
    String.raw`> \\@everyone \\<\\@444444444444444442\\> \\*\\*now\\*\\* \\[x\\](https:\\//evil.example)`,
  );
});

test("the limit is the guild's, and sinks when Discord takes less", async () => {
  const id = await thread();
  const before = await stage.platform.maxUploadBytes(id);
  stage.discord.world.settings.realLimit = 1_000;

  await expect(publish(id)).rejects.toMatchObject({ failure: "too-large" });
  const after = await stage.platform.maxUploadBytes(id);

  expect(before).toBeGreaterThan(19 * MIB);
  expect(before).toBeLessThan(20 * MIB);
  expect(after).toBeLessThan(clip.bytes / 2);
});
