import { expect, test } from "vitest";
import { z } from "zod";
import { optionFields } from "../../src/platforms/options.ts";
import { accepted, questionAt, suggestions } from "../../src/web/page/composer/completing.ts";
import { BLANK, ready, typedInto, withoutCommand } from "../../src/web/page/composer/draft.ts";
import type { Draft } from "../../src/web/page/composer/draft.ts";
import { openPictures, placed, withPicture } from "../../src/web/page/composer/pictures.ts";

const command = (name: string, options: z.ZodObject) => ({
  name,
  description: name,
  isForAdmins: false,
  fields: optionFields({ options }),
});
const commands = [
  command(
    "video",
    z.object({
      prompt: z.string().describe("What happens"),
      image: z.string().optional().describe("A picture").meta({ picture: true }),
      seconds: z.int().min(1).max(20).default(4).describe("How long"),
      model: z.string().optional().describe("Who films").meta({ complete: "model" }),
      spoiler: z.boolean().default(false).describe("Hide it"),
    }),
  ),
  command("cancel", z.object({ job: z.string().describe("Which").meta({ complete: "job" }) })),
  command("jobs", z.object({})),
];
const models = [
  { value: "film-1", label: "Film One" },
  { value: "draft", label: "Draft" },
];

/** Types a text letter by letter, as a person does. */
function type(text: string, from: Draft = BLANK): Draft {
  return text
    .split("")
    .reduce((draft, letter) => typedInto(draft, draft.words + letter, commands), from);
}
function offered(draft: Draft): string[] {
  const question = questionAt(draft, draft.words.length, commands);
  if (!question) return [];
  return suggestions(question, draft, commands, models).map((row) => {
    if (row.kind === "command") return row.command.name;
    return row.kind === "option" ? row.field.name : row.value;
  });
}

test.each([
  ["/", ["video", "cancel", "jobs"]],
  ["/c", ["cancel"]],
  ["/video a fox --s", ["seconds", "spoiler"]],
  ["a fox --", ["image", "seconds", "model", "spoiler"]],
  ["a fox --seconds 1", ["1", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"]],
  ["a fox model:dr", ["draft"]],
  ["a fox --model ", ["film-1", "draft"]],
  ["/cancel ", ["film-1", "draft"]],
  ["a fox", []],
  ["a fox: the story", []],
  ["/video a /c", []],
])("while “%s” is typed, %j is offered", (typed, expected) => {
  expect(offered(type(typed))).toEqual(expected);
});

test("an option that is typed to its end leaves the words", () => {
  const draft = type("/video a fox --seconds 8 in the rain");

  expect(draft.command?.name).toBe("video");
  expect(draft.options).toEqual({ seconds: 8 });
  expect(draft.words).toBe("a fox in the rain");
});

test("several options that are pasted at once leave the words together", () => {
  const draft = typedInto(BLANK, "/video a fox --model film-1 --seconds 8 ", commands);

  expect(draft).toMatchObject({ words: "a fox ", options: { model: "film-1", seconds: 8 } });
});

test("whoever leaves a command keeps the words, and what plain words take too", () => {
  const video = type("/video a fox --seconds 8 in the rain");
  const cancel = { ...type("/cancel "), options: { job: "j1" } };

  expect(withoutCommand(video, commands)).toEqual({ ...video, command: undefined });
  expect(withoutCommand(cancel, commands)).toEqual(BLANK);
});

test("before the commands are known, nothing is called unknown", () => {
  const typed = typedInto(BLANK, "/video a fox", []);

  expect(ready(typed, [])).toEqual({ error: "Rushes cannot be reached right now." });
  expect(ready(typedInto(typed, typed.words, commands), commands)).toMatchObject({
    command: { name: "video" },
    options: { prompt: "a fox" },
  });
});

test("a suggestion that is taken leaves the words around it", () => {
  const draft = type("/video a fox --mo in the rain");
  const caret = "a fox --mo".length;
  const question = questionAt(draft, caret, commands);
  const [row] = question ? suggestions(question, draft, commands, models) : [];

  const next = row && question ? accepted(draft, question, caret, row) : undefined;

  expect(next?.draft.words).toBe("a fox --model  in the rain");
  expect(next?.caret).toBe("a fox --model ".length);
});

test("plain words are a video, and options beside them count", () => {
  expect(ready(type("a fox --seconds 8 "), commands)).toMatchObject({
    command: { name: "video" },
    options: { prompt: "a fox", seconds: 8 },
  });
  expect(ready({ ...type("/cancel "), options: { job: "j1" } }, commands)).toMatchObject({
    command: { name: "cancel" },
    options: { job: "j1" },
  });
});

test.each([
  ["/", "There is no command /. Type / to see them all."],
  ["/fly away", "There is no command /fly. Type / to see them all."],
  ["", "/video needs a prompt: What happens."],
  ["a fox --seconds 99", "seconds takes a whole number from 1 to 20, not “99”."],
])("“%s” says how to mend it", (typed, error) => {
  expect(ready(type(typed), commands)).toEqual({ error });
});

const fox = new File(["x"], "fox.png", { type: "image/png" });
const end = new File(["x"], "end.png", { type: "image/png" });
const film = command(
  "film",
  z.object({
    image: z.string().optional().describe("First").meta({ picture: true }),
    last: z.string().optional().describe("Last").meta({ picture: true }),
    reference: z.string().optional().describe("How it looks").meta({ picture: true }),
    reference2: z.string().optional().describe("Another").meta({ picture: true }),
  }),
);

test("a new picture replaces the first, and further ones have options of their own", () => {
  const one = withPicture(withPicture({}, end, film), fox, film);
  const two = withPicture(one, end, film, "last");

  expect(two).toEqual({ image: fox, last: end });
  expect(openPictures(film, one).map(({ name }) => name)).toEqual(["last", "reference"]);
  expect(openPictures(film, { ...two, reference: fox }).map(({ name }) => name)).toEqual([
    "reference2",
  ]);
});

test("a picture that was attached before the command goes where that command takes one", () => {
  const portrait = command(
    "character",
    z.object({ picture: z.string().optional().describe("It").meta({ picture: true }) }),
  );

  expect(placed({ image: fox }, portrait)).toEqual({ picture: fox });
  expect(placed({ image: fox, last: end }, portrait)).toBeUndefined();
});

test("a picture that nobody takes is not lost in silence", () => {
  const picture = new File(["x"], "fox.png", { type: "image/png" });

  expect(ready({ ...type("/jobs "), pictures: { image: picture } }, commands)).toEqual({
    error: "/jobs takes no picture: remove it, or choose another command.",
  });
});
