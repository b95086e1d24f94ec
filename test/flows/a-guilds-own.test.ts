import { Readable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import type { Attachment } from "../../src/platforms/platform.ts";
import { styledPrompt } from "../../src/providers/request/styled-prompt.ts";
import type { FakeBot } from "../fakes/bot.ts";
import { ann, startFakeBot } from "../fakes/bot.ts";
import { fakeModel } from "../fakes/provider.ts";

const able = {
  ...fakeModel,
  id: "able",
  modes: ["text" as const, "image" as const, "first-last" as const, "reference" as const],
};
const admin = { person: { ...ann, isAdmin: true } };
const file: Attachment = {
  name: "boat.png",
  open: async () => ({ stream: Readable.from([]), bytes: 0 }),
};
const mila = {
  action: "add",
  name: "@Mila",
  description: "a small fox with a blue scarf",
  consent: true,
};

let bot: FakeBot;
const begin = async () => (bot = await startFakeBot({ models: [fakeModel, able] }));
afterEach(() => bot.dispose());

/** What the model read of the latest video. */
function read() {
  const request = bot.fake.submitted.at(-1)?.request;
  return request && { ...request, text: styledPrompt(request) };
}

test("a style goes along in words, and stays when it is removed", async () => {
  await begin();
  await bot.type("style", { action: "add", name: "ours", words: "flat pastel shapes" }, admin);

  const { job } = await bot.type("video", { prompt: "a boat", style: "Ours" });
  await bot.type("style", { action: "remove", name: "ours" }, admin);
  await bot.settle();
  await bot.press("again", job?.id ?? "");
  await bot.settle();

  expect(bot.fake.submitted).toHaveLength(2);
  expect(read()?.text).toBe("a boat\n\nStyle: flat pastel shapes.");
  expect((await bot.type("video", { prompt: "a boat", style: "ours" })).message.text).toMatch(
    /There is no style “ours”/,
  );
});

test("only admins change a server's styles, and everybody reads them", async () => {
  await begin();

  const refused = await bot.type("style", { action: "add", name: "ours", words: "flat shapes" });
  const listed = await bot.type("style");

  expect(refused.message.text).toBe("Only admins can do that.");
  expect(listed.message.fields?.map(({ name }) => name)).toContain("noir");
});

test("a character is told to the model, and stays in the family when it is removed", async () => {
  await begin();
  const added = await bot.type("character", mila);

  const { job } = await bot.type("video", { prompt: "@mila and @nobody wave" });
  await bot.settle();
  await bot.type("character", { action: "remove", name: "mila" });
  await bot.press("edit", job?.id ?? "", {}, { prompt: "@mila sleeps" });
  await bot.settle();

  expect(added.message.text).toBe("Prompts can name @Mila from now on.");
  expect(bot.seen.clips().map(({ message }) => message.quote)).toEqual([
    "@mila and @nobody wave",
    "@mila sleeps",
  ]);
  expect(read()?.text).toBe("mila sleeps\n\nMila: a small fox with a blue scarf.");
});

test("what a studio calls a character is listed, and goes along with it", async () => {
  await begin();
  await bot.type("character", { ...mila, id: "Fake:char_123" });

  const listed = await bot.type("character");
  await bot.type("video", { prompt: "@mila runs" });
  await bot.settle();

  expect(listed.message.fields).toEqual([
    { name: "@Mila", value: "a small fox with a blue scarf · fake:char_123" },
  ]);
  expect(read()?.cast).toMatchObject([{ name: "Mila", ids: { fake: "char_123" } }]);
});

test("a character's picture goes to a model that takes references", async () => {
  await begin();
  await bot.type("character", mila, { attachments: { picture: file } });

  await bot.type("video", { prompt: "@mila runs", model: "able" });
  await bot.settle();
  const first = read();
  await bot.type("video", { prompt: "@mila runs", model: "film-1" });
  await bot.settle();

  expect(first).toMatchObject({ mode: "reference", pictures: [{ role: "reference" }] });
  expect(read()).toMatchObject({ mode: "text", pictures: [] });
});

test("a character's picture goes along in a scene that begins where another ends", async () => {
  const modes = ["text" as const, "image" as const, "characters" as const];
  bot = await startFakeBot({ models: [{ ...fakeModel, modes, references: 1 }] });
  await bot.type("character", mila, { attachments: { picture: file } });
  const scenes = "a fox wakes | @mila runs | it rains";

  const { job } = await bot.type("storyboard", { title: "Mila", scenes, seconds: 4 });
  await bot.soon();
  await bot.press("render", job?.id ?? "");
  await bot.soon();

  const roles = bot.fake.submitted.map(({ request }) => request.pictures.map(({ role }) => role));
  expect(roles).toEqual([[], ["first", "reference"], ["first"]]);
});

test("of two who add the same character at once, the refused one's picture is thrown away", async () => {
  await begin();
  const add = () => bot.type("character", mila, { attachments: { picture: file } });

  const replies = await Promise.all([add(), add()]);

  expect(replies.filter(({ message }) => /already/.test(message.text))).toHaveLength(1);
  expect(bot.discarded).toHaveLength(1);
});

test.each([
  [{ ...mila, consent: false }, /people who have agreed/],
  [{ ...mila, name: "everyone" }, /one word of 2 to 30/],
  [{ ...mila, name: "two words" }, /one word of 2 to 30/],
  [{ ...mila, description: "x" }, /Describe the character/],
  [{ ...mila, id: "char_123" }, /with its studio, such as fal:char_123/],
  [{ ...mila, id: "fake:char 123" }, /with its studio, such as fal:char_123/],
  [{ ...mila, id: "hollywood:char_123" }, /no studio “hollywood” here; there is fake/],
  [{ action: "remove", name: "mila" }, /There is no character @mila here/],
])("a character that cannot be is refused: %j", async (options, sentence) => {
  await begin();

  expect((await bot.type("character", options)).message.text).toMatch(sentence);
});

test("others do not remove a character, admins do", async () => {
  await begin();
  await bot.type("character", mila);
  const bob = { ...ann, id: "fake:bob" };

  const refused = await bot.type("character", { action: "remove", name: "mila" }, { person: bob });
  const removed = await bot.type(
    "character",
    { action: "remove", name: "mila" },
    { person: { ...bob, isAdmin: true } },
  );

  expect(refused.message.text).toMatch(/Only admins and whoever has added @mila/);
  expect(removed.message.text).toMatch(/^@mila is gone/);
});

test("a first and a last picture go to a model that can, in their roles", async () => {
  await begin();

  await bot.type("video", { prompt: "a boat" }, { attachments: { image: file, last: file } });
  await bot.settle();

  expect(read()).toMatchObject({
    model: "able",
    mode: "first-last",
    pictures: [{ role: "first" }, { role: "last" }],
  });
});

test("references go to a model that can; one that cannot is answered with one that can", async () => {
  await begin();
  const attachments = { reference: file, reference3: file };

  await bot.type("video", { prompt: "a boat" }, { attachments });
  await bot.settle();
  const refused = await bot.type("video", { prompt: "a boat", model: "film-1" }, { attachments });

  expect(read()).toMatchObject({
    model: "able",
    pictures: [{ role: "reference" }, { role: "reference" }],
  });
  expect(refused.message.text).toBe(
    "film-1 films from text or a picture, not from reference pictures. able can.",
  );
});

test("scenes that flow into each other keep their first picture, with style and character", async () => {
  await begin();
  await bot.type("character", mila, { attachments: { picture: file } });
  const scenes = "@mila runs in snow | @mila sleeps in a den";

  const { job } = await bot.type("storyboard", {
    title: "Mila",
    scenes,
    model: "able",
    style: "noir",
    seconds: 4,
  });
  await bot.type("character", { action: "remove", name: "mila" }, admin);
  await bot.type("character", { ...mila, description: "a small bear" });
  await bot.soon();
  await bot.press("render", job?.id ?? "");
  await bot.settle();

  const made = bot.fake.submitted.map(({ request }) => ({
    ...request,
    text: styledPrompt(request),
  }));
  expect(made.map(({ mode }) => mode)).toEqual(["text", "image"]);
  expect(made.every(({ text }) => text.includes("Mila: a small bear."))).toBe(true);
  expect(made.every(({ text }) => text.includes("film noir"))).toBe(true);
});

test("a storyboard in a style that nobody has is refused when it is begun", async () => {
  await begin();

  const { message } = await bot.type("storyboard", { title: "Mila", style: "noirr" });

  expect(message.text).toBe("There is no style “noirr”. Did you mean noir?");
});

test("another server knows nothing of it", async () => {
  await begin();
  await bot.type("character", mila);

  await bot.type("video", { prompt: "@mila runs" }, { guild: "fake:other" });
  await bot.settle();

  expect(read()?.text).toBe("@mila runs");
});
