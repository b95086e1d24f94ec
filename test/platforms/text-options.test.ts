import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { optionFields } from "../../src/platforms/options.ts";
import { commandLine, textOptions } from "../../src/platforms/text-options.ts";
import { inEnglish } from "../../src/said.ts";

function mending(command: Parameters<typeof textOptions>[0], words: string) {
  const answer = textOptions(command, words);
  return "error" in answer ? inEnglish(answer.error) : answer.options;
}

const video = {
  name: "video",
  fields: optionFields({
    options: z.object({
      prompt: z.string().min(1).max(2000).describe("What happens in the video"),
      image: z.string().optional().describe("A first frame").meta({ picture: true }),
      model: z.string().optional().describe("Who films it").meta({ complete: "model" }),
      seconds: z.coerce.number().int().min(1).max(20).default(4).describe("How long it runs"),
      aspect: z.enum(["16:9", "9:16", "1:1"]).default("16:9").describe("Its shape"),
      spoiler: z.boolean().default(false).describe("Hide it"),
    }),
  }),
};
const quota = {
  name: "quota",
  fields: optionFields({
    options: z.object({
      what: z.enum(["show", "set"]).default("show").describe("What to do"),
      dollars: z.int().min(0).optional().describe("How much"),
    }),
  }),
};
const remix = {
  name: "remix",
  fields: optionFields({
    options: z.object({
      job: z.string().describe("Which video").meta({ complete: "job" }),
      prompt: z.string().describe("What to change"),
    }),
  }),
};
const character = {
  name: "character",
  fields: optionFields({
    options: z.object({
      action: z.enum(["list", "add"]).default("list").describe("What to do"),
      name: z.string().optional().describe("Its name").meta({ word: true }),
      description: z.string().optional().describe("How it looks"),
      consent: z.boolean().optional().describe("It has agreed"),
    }),
  }),
};
const models = { name: "models", fields: [] };

describe("what people type", () => {
  const fox = "a fox in the rain";
  test.each([
    [fox, { prompt: fox }],
    [`${fox} --seconds 8 --aspect=9:16`, { prompt: fox, seconds: 8, aspect: "9:16" }],
    [`--seconds 8 ${fox}`, { prompt: fox, seconds: 8 }],
    [`a fox --seconds 8 in the rain`, { prompt: fox, seconds: 8 }],
    [`prompt:${fox} seconds:8`, { prompt: fox, seconds: 8 }],
    [`prompt: ${fox} seconds: 8`, { prompt: fox, seconds: 8 }],
    [`prompt:"a sign: --seconds 3" seconds:8`, { prompt: "a sign: --seconds 3", seconds: 8 }],
    [`“${fox}” —seconds 8`, { prompt: fox, seconds: 8 }],
    [`"${fox}"`, { prompt: fox }],
    [
      `a sign that says "stop --now" --seconds 8s`,
      { prompt: 'a sign that says "stop --now"', seconds: 8 },
    ],
    [`the fox's den: 5" of snow`, { prompt: `the fox's den: 5" of snow` }],
    [`${fox} -- slowly`, { prompt: `${fox} -- slowly` }],
    [`${fox} --spoiler`, { prompt: fox, spoiler: true }],
    [`--spoiler ${fox}`, { prompt: fox, spoiler: true }],
    [`${fox} --spoiler=no`, { prompt: fox, spoiler: false }],
    [`${fox} --no-spoiler`, { prompt: fox, spoiler: false }],
    [
      `${fox}\n\nthen a bear --model "draft 2"`,
      { prompt: `${fox}\n\nthen a bear`, model: "draft 2" },
    ],
    [`https://example.com/a`, { prompt: "https://example.com/a" }],
  ])("%s", (words, options) => {
    expect(textOptions(video, words)).toEqual({ options });
  });
});

test("a word that means nothing to the option whose turn it is goes to a later choice", () => {
  const month = z.enum(["this", "last"]).optional().describe("Which month");
  const amount = z.int().optional().describe("How much");
  const what = z.enum(["show", "export"]).default("show").describe("What to do");
  const fields = optionFields({ options: z.object({ what, amount, month }) });
  const money = { name: "money", fields };

  expect(textOptions(money, "export last")).toEqual({ options: { what: "export", month: "last" } });
  expect(textOptions(money, "last")).toEqual({ options: { month: "last" } });
  expect(mending(money, "export much")).toBe("amount takes a whole number, not “much”.");
});

test("an option that means something by itself needs no value", () => {
  const tree = z.string().optional().meta({ complete: "job", bare: "latest" });
  const fields = optionFields({ options: z.object({ tree: tree.describe("Which video") }) });
  const jobs = { name: "jobs", fields };

  expect(textOptions(jobs, "--tree")).toEqual({ options: { tree: "latest" } });
  expect(textOptions(jobs, "--tree abc")).toEqual({ options: { tree: "abc" } });
});

describe("one sentence says how to mend it", () => {
  test.each([
    ["", "/video needs a prompt: What happens in the video."],
    ["a fox --seconds 50", "seconds takes a whole number from 1 to 20, not “50”."],
    ["a fox --seconds", "seconds needs a value: How long it runs."],
    ["a fox --aspect 4:3", "aspect is one of 16:9, 9:16, 1:1, not “4:3”."],
    ["a fox --second 3", "/video has no --second: did you mean --seconds?"],
    [
      "a fox --zoom",
      "/video has no --zoom: it takes --prompt, --model, --seconds, --aspect, --spoiler.",
    ],
    ["a fox --seconds 3 --seconds 4", "seconds is there twice: keep one of them."],
    ["a fox --image fox.png", "A picture cannot be typed: attach it as a file, as image."],
    ["x".repeat(2001), "prompt has 2001 characters; 2000 fit, so leave out 1."],
  ])("%s", (words, error) => {
    expect(mending(video, words)).toBe(error);
  });

  test("a command without options says so", () => {
    expect(mending(models, "--all")).toBe("/models has no options: leave out --all.");
    expect(mending(models, "all")).toBe("“all” is one word too many for /models.");
  });
});

describe("free words", () => {
  test("go one by one to options that take one word", () => {
    expect(textOptions(quota, "set 20")).toEqual({ options: { what: "set", dollars: 20 } });
    expect(textOptions(quota, "")).toEqual({ options: {} });
  });

  test.each(['Milo "a small robot"', "Milo a small robot"])(
    "%s is a name, and then how it looks",
    (words) => {
      expect(mending(character, `add ${words} --consent yes`)).toEqual({
        action: "add",
        name: "Milo",
        description: "a small robot",
        consent: true,
      });
    },
  );

  test("fill what is required in its order, the text last", () => {
    expect(textOptions(remix, "abc123 now at night")).toEqual({
      options: { job: "abc123", prompt: "now at night" },
    });
  });
});

test("a line is cut into command and words", () => {
  expect(commandLine("/Video a fox")).toEqual({ name: "video", words: "a fox" });
  expect(commandLine("/models")).toEqual({ name: "models", words: "" });
  expect(commandLine("/")).toEqual({ name: "", words: "" });
  expect(commandLine("a fox")).toBeUndefined();
});

test("any text is answered, and a good answer names only known options", () => {
  const known = new Set(video.fields.map(({ name }) => name));
  const pieces = fc.constantFrom(
    "--",
    "seconds",
    ":",
    " ",
    '"',
    "“",
    "8",
    "--spoiler",
    "=",
    "prompt:",
  );
  const typed = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(pieces, fc.string())).map((all) => all.join("")),
  );

  fc.assert(
    fc.property(typed, (words) => {
      const answer = textOptions(video, words);

      const isAnswer =
        "error" in answer
          ? inEnglish(answer.error).trim() !== ""
          : Object.keys(answer.options).every((name) => known.has(name));
      expect(isAnswer).toBe(true);
    }),
  );
});

test("plain words come back as they were typed", () => {
  const word = fc.stringMatching(/^[a-z']{1,12}[,.!]?$/);

  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      (all, seconds) => {
        const prompt = all.join(" ");

        expect(textOptions(video, `${prompt} --seconds ${seconds}`)).toEqual({
          options: { prompt, seconds },
        });
        expect(textOptions(video, `seconds:${seconds} prompt:${prompt}`)).toEqual({
          options: { prompt, seconds },
        });
      },
    ),
  );
});
