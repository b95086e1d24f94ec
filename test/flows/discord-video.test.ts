import { readFileSync } from "node:fs";
import { PermissionFlagsBits } from "discord.js";
import type { TestContext } from "vitest";
import { expect, test, vi } from "vitest";
import { labelsOf, startDiscordBot, until, wordsOf } from "../fakes/discord/bot.ts";
import type { FakeMessage } from "../fakes/discord/discord.ts";
import { ANN, BEN, GENERAL, GUILD } from "../fakes/discord/world.ts";

vi.setConfig({ testTimeout: 60_000 });

const dusk = {
  name: "dusk.jpg",
  type: "image/jpeg",
  data: readFileSync(new URL("../fixtures/dusk.jpg", import.meta.url)),
};
const EPHEMERAL = 64;
/** What a film takes on a busy machine, in ms. */
const BOUND = 30_000;

/** A film of some megabytes: most of it is air. */
const air = Buffer.alloc(4_000_000);
air.writeUInt32BE(air.length, 0);
air.write("free", 4, "latin1");
const heavy = Buffer.concat([
  readFileSync(new URL("../fixtures/film-4s.mp4", import.meta.url)),
  air,
]);
/** A bot of one test's own: the tests wait for their films beside each other. */
async function opened(
  { onTestFinished }: TestContext,
  env: Record<string, string> = {},
  film?: Buffer,
) {
  const room = await startDiscordBot(env, film);
  onTestFinished(() => room.close());
  const { messages, messagesIn } = room.discord.world;
  return {
    ...room,
    /** The video of a thread. */
    clipIn: (thread: string) => until(() => messagesIn(thread).find(hasFile), BOUND),
    /** What was posted with a file, wherever that was. */
    posted: () => until(() => [...messages.values()].find(hasFile), BOUND),
  };
}

const hasFile = ({ attachments }: FakeMessage) => attachments.length > 0;
const isHidden = (message: FakeMessage | undefined) =>
  JSON.stringify(message?.components).includes('"spoiler":true');

test.concurrent("a picture becomes a video in a thread that hangs on the first answer", async (context) => {
  const room = await opened(context);

  const typed = room.discord.people.type("video", { prompt: "a *fox* in @rain", image: dusk });
  const thread = await until(() => room.discord.world.channels.get(typed.token.original ?? ""));
  const clip = await room.clipIn(thread.id);
  const card = room.discord.world.messagesIn(thread.id).find((one) => one.attachments.length === 0);
  const answer = await until(() => {
    const first = room.discord.world.messages.get(thread.id);
    return labelsOf(first).includes("Watch") && first;
  });

  expect(thread).toMatchObject({ name: "a *fox* in @rain", parent: GENERAL });
  expect(wordsOf(clip)).toContain(`<@${ANN}> Your video is ready.`);
  expect(labelsOf(clip)).toEqual(["Again", "Edit prompt", "Extend", "Original", "Delete"]);
  expect(clip.attachments[0]?.description).toContain("a *fox* in @rain");
  expect(wordsOf(card)).toContain("Done. It cost $0.40.");
  expect(wordsOf(answer)).toContain("Done. It cost $0.40.");
  expect(room.studio.bills).toMatchObject([{ picture: { type: "image/jpeg" } }]);
  expect(room.discord.complaints).toEqual([]);
});

test.concurrent("the first answer says that it is done after its token has died, and over a failure", async (context) => {
  const room = await opened(context);
  const { discord } = room;
  discord.fail("message.edit", { kind: "status", status: 503 }, 1, new RegExp(`/${GENERAL}/`));

  const typed = discord.people.type("video", { prompt: "a fox" });
  const answer = await until(() => discord.world.channels.get(typed.token.original ?? "")?.id);
  discord.expireTokens();

  await until(() => labelsOf(discord.world.messages.get(answer)).includes("Watch"));
  expect(discord.calls("original.edit").filter(({ status }) => status === 401)).toEqual([]);
});

test.concurrent("a spoiler is hidden, and so is what is made from it", async (context) => {
  const room = await opened(context);
  const { people } = room.discord;

  const typed = people.type("video", { prompt: "a fox", spoiler: true });
  const clip = await room.clipIn(await until(() => typed.token.original));
  people.press(clip, "Again");
  const [, second] = await until(() => {
    const clips = [...room.discord.world.messages.values()].filter(hasFile);
    return clips.length === 2 && clips;
  });

  expect(isHidden(clip)).toBe(true);
  expect(isHidden(second)).toBe(true);
});

test.concurrent("what the bot may not do is told before anything is paid", async (context) => {
  const room = await opened(context);
  room.discord.world.channels.get(GENERAL)!.denied =
    PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.AttachFiles;

  const typed = room.discord.people.type("video", { prompt: "a fox" });
  const said = await until(() => room.discord.world.messages.get(typed.token.followups[0] ?? ""));

  expect(wordsOf(said)).toContain("I lack Create Public Threads and Attach Files.");
  expect(room.studio.bills).toEqual([]);
});

test.concurrent("Original says what is missing where the bot has no address", async (context) => {
  const room = await opened(context);
  const typed = room.discord.people.type("video", { prompt: "a fox" });
  const clip = await room.clipIn(await until(() => typed.token.original));

  const pressed = room.discord.people.press(clip, "Original");
  const said = await until(() => {
    const answer = room.discord.world.messages.get(pressed.token.original ?? "");
    return wordsOf(answer).includes("PUBLIC_URL") && answer;
  });

  expect(said.flags! & EPHEMERAL).toBe(EPHEMERAL);
});

test.concurrent("only the requester and moderators may delete, and strangers hear so alone", async (context) => {
  const room = await opened(context);
  const typed = room.discord.people.type("video", { prompt: "a fox" });
  const clip = await room.clipIn(await until(() => typed.token.original));
  await until(() => labelsOf(room.discord.world.messages.get(clip.channel_id)).includes("Watch"));
  const said = (by: { token: { original?: string } }) =>
    room.discord.world.messages.get(by.token.original ?? "");

  const ben = room.discord.people.press(clip, "Delete", { person: BEN });
  await until(() => wordsOf(said(ben)).includes("Only ann and moderators"));
  const permissions = PermissionFlagsBits.ManageMessages;
  const moderator = room.discord.people.press(clip, "Delete", { person: BEN, permissions });
  await until(() => wordsOf(said(moderator)) === "Deleted.");

  expect(said(ben)!.flags! & EPHEMERAL).toBe(EPHEMERAL);
  expect(room.discord.world.messages.has(clip.id)).toBe(false);
});

test.concurrent("a price is asked in the thread, and Run makes the video", async (context) => {
  const room = await opened(context, { CONFIRM_ABOVE_USD: "0.1" });
  const typed = room.discord.people.type("video", { prompt: "a fox" });
  const thread = await until(() => typed.token.original);
  const card = await until(() =>
    room.discord.world.messagesIn(thread).find((one) => labelsOf(one).includes("Run for $0.40")),
  );

  const question = wordsOf(card);
  room.discord.people.press(card, "Run for $0.40");
  const clip = await room.clipIn(thread);

  expect(question).toContain("This costs up to $0.40");
  expect(labelsOf(clip)).toContain("Again");
  expect(room.studio.bills).toHaveLength(1);
});

test.concurrent("nothing more is filmed for a guild that throws the bot out", async (context) => {
  const room = await opened(context, { MAX_RUNNING: "1" });
  const { discord, studio, bot } = room;
  studio.fail("retrieve", { kind: "status", status: 503 }, 1_000);
  discord.people.type("video", { prompt: "a fox" });
  await until(() => studio.bills[0]);
  const second = discord.people.type("video", { prompt: "a second fox" });
  await until(() => discord.world.messagesIn(second.token.original ?? "")[0]);

  discord.removeFrom(GUILD);
  const endedAs = async () => {
    const metrics = await fetch(`${bot.url}/metrics`).then((answer) => answer.text());
    const lines = metrics.split("\n").filter((line) => line.startsWith("rushes_jobs_ended"));
    return lines.map((line) => /outcome="(?<kind>\w+)".* (?<count>\d+)$/.exec(line)?.groups);
  };
  await vi.waitFor(
    async () => expect(await endedAs()).toEqual([{ kind: "cancelled", count: "1" }]),
    { timeout: 18_000, interval: 100 },
  );

  expect(studio.bills).toHaveLength(1);
});

test.concurrent("where a guild takes less than it says, a smaller one is posted", async (context) => {
  const room = await opened(context, {}, heavy);
  const { settings } = room.discord.world;
  settings.realLimit = 2_000_000;
  room.discord.people.type("video", { prompt: "a fox" });

  const clip = await room.posted();

  expect(clip.attachments[0]?.filename).toMatch(/^rushes-\w+\.mp4$/);
  expect(clip.attachments[0]?.size).toBeLessThan(settings.realLimit);
});

test.concurrent("where no video fits at all, a still is posted with a link to the whole", async (context) => {
  const room = await opened(context, { PUBLIC_URL: "https://rushes.example" }, heavy);
  room.discord.world.settings.refusedFiles = { name: /mp4$/, code: 40005 };
  room.discord.people.type("video", { prompt: "a fox" });
  const still = await room.posted();

  const pressed = room.discord.people.press(still, "Original");
  const offered = await until(() => {
    const answer = room.discord.world.messages.get(pressed.token.original ?? "");
    return labelsOf(answer).includes("Original") && answer;
  });
  const path = linkIn(still);
  const whole = await fetch(`${room.bot.url}${path}`);
  const forged = await fetch(`${room.bot.url}${path.replace("/clips/0", "/clips/1")}`);

  expect(still.attachments[0]?.filename).toMatch(/\.jpg$/);
  expect(wordsOf(still)).toContain("too large for this place");
  expect(Buffer.from(await whole.arrayBuffer()).equals(room.studio.clip)).toBe(true);
  expect(forged.status).toBe(404);
  expect((await fetch(`${room.bot.url}${linkIn(offered)}`)).status).toBe(200);
});

test.concurrent("where nothing may be uploaded, a link is posted", async (context) => {
  const room = await opened(context, { PUBLIC_URL: "https://rushes.example" });
  room.discord.world.settings.refusedFiles = { name: /./, code: 400_001 };
  room.discord.people.type("video", { prompt: "a fox" });
  const posted = await until(() =>
    [...room.discord.world.messages.values()].find((one) =>
      JSON.stringify(one.components).includes("/clips/"),
    ),
  );

  expect((await fetch(`${room.bot.url}${linkIn(posted)}`)).status).toBe(200);
  expect(labelsOf(posted)).toEqual([
    "Watch",
    "Again",
    "Edit prompt",
    "Extend",
    "Original",
    "Delete",
  ]);
});

function linkIn({ components }: FakeMessage): string {
  return /https:\/\/rushes\.example(\/clips\/[^"]+)/.exec(JSON.stringify(components))?.[1] ?? "";
}
