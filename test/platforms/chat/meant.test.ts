import { expect, test } from "vitest";
import { z } from "zod";
import { meantBy } from "../../../src/platforms/chat/meant.ts";
import { createTopics } from "../../../src/platforms/chat/topics.ts";
import type { CommandSpec, Message } from "../../../src/platforms/platform.ts";

const THREAD = "a thread";
const spec = (name: string, options: z.ZodObject, opensThread = true): CommandSpec => ({
  name,
  description: name,
  options,
  isForAdmins: false,
  opensThread,
});
const prompt = z.string().describe("What happens");
const commands = [
  spec("video", z.object({ prompt, seconds: z.int().optional().describe("How long") })),
  spec("remix", z.object({ job: z.string().describe("Which video"), prompt })),
  spec("jobs", z.object({}), false),
];
const withButton = (action: string, job: string): Message => ({
  kind: "card",
  tone: "neutral",
  text: "",
  buttons: [{ action, label: action, job, look: "primary" }],
});

function openTopics() {
  const kept = new Map<string, string>();
  return createTopics({
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    delete: async (key) => void kept.delete(key),
  });
}

/** What words mean in a thread, after some things have happened there. */
async function meaning(
  words: string,
  given: { films?: string[]; board?: string; hasPicture?: boolean; video?: string } = {},
) {
  const { films = [], board, hasPicture = false, video } = given;
  const topics = openTopics();
  for (const job of films) await topics.filmed(THREAD, withButton("again", job));
  if (board !== undefined) await topics.shown(THREAD, "its card", withButton("scene", board));
  const typed = await meantBy({ words, thread: THREAD, hasPicture, video }, { commands, topics });
  return typed.kind === "ask" ? typed.ask : typed;
}

const videoOf = (words: string) => ({ kind: "command", name: "video", options: { prompt: words } });
const remixOf = (job: string) => ({
  kind: "command",
  name: "remix",
  options: { job, prompt: "it snows" },
});

test.each([
  ["in a quiet thread a video", {}, videoOf("it snows")],
  ["under videos a remix of the latest", { films: ["one", "two"] }, remixOf("two")],
  [
    "in answer to a video a remix of that one",
    { films: ["one", "two"], video: "one" },
    remixOf("one"),
  ],
  ["with a picture a video", { films: ["one"], hasPicture: true }, videoOf("it snows")],
  [
    "in a storyboard its next scene",
    { films: ["one"], board: "plan" },
    { kind: "action", name: "scene", job: "plan", options: { prompt: "it snows" } },
  ],
  [
    "in a storyboard, in answer to a video, a remix",
    { board: "plan", video: "one" },
    remixOf("one"),
  ],
])("words are %s", async (_what, given, ask) => {
  expect(await meaning("it snows", given)).toEqual(ask);
});

test("a command is itself wherever it is typed", async () => {
  expect(await meaning("jobs", { board: "plan" })).toMatchObject({ name: "jobs" });
  expect(await meaning("/video a fox", { films: ["one"] })).toEqual(videoOf("a fox"));
});

test("words with an option are no scene", async () => {
  expect(await meaning("a fox --seconds 8", { board: "plan" })).toMatchObject({ name: "video" });
});

test("words speak of a video from when it is begun, and of no part of one", async () => {
  const topics = openTopics();
  const working = (job: string) => ({ ...withButton("cancel", job), tone: "working" as const });

  await topics.filmed(THREAD, withButton("again", "job1"));
  await topics.shown(THREAD, "a card", working("job3"));
  await topics.shown(THREAD, "another", working("job2"));
  await topics.shown(THREAD, "a third", { ...working("job4"), isAside: true });

  expect(await topics.videoOf(THREAD)).toBe("job3");
});

test("a storyboard that is closed takes no more scenes", async () => {
  const topics = openTopics();
  await topics.shown(THREAD, "its card", withButton("scene", "plan"));
  await topics.shown(THREAD, "its card", { ...withButton("scene", "plan"), buttons: [] });

  expect(await topics.boardOf(THREAD)).toBeUndefined();
});

test.each(["thanks!", "Thank you :pray:", "Danke schön 🙏", "hello"])(
  "a word of thanks or a greeting films nothing, wherever it is said: %s",
  async (words) => {
    const meant = [
      await meaning(words),
      await meaning(words, { films: ["one"], video: "one" }),
      await meaning(words, { board: "plan" }),
    ];

    expect(meant.map((one) => "kind" in one && one.kind)).toEqual(Array(3).fill("courtesy"));
  },
);

test("a courtesy beside a picture, or in a sentence, is what happens in a video", async () => {
  expect(await meaning("hello", { hasPicture: true })).toEqual(videoOf("hello"));
  expect(await meaning("a fox says hello")).toEqual(videoOf("a fox says hello"));
});
