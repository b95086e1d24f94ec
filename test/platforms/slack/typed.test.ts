import { expect, test } from "vitest";
import { z } from "zod";
import type { CommandSpec } from "../../../src/platforms/platform.ts";
import { typedCommand, typedLine } from "../../../src/platforms/chat/typed.ts";
import { unescaped, withoutUs } from "../../../src/platforms/slack/hear/unescape.ts";

const spec = (name: string, options: z.ZodObject, opensThread = false): CommandSpec => ({
  name,
  description: name,
  options,
  isForAdmins: false,
  opensThread,
});
const image = z.string().describe("A picture").meta({ picture: true });
const commands = [
  spec(
    "video",
    z.object({
      prompt: z.string().describe("What happens"),
      image: image.optional(),
      seconds: z.int().optional().describe("How long"),
    }),
    true,
  ),
  spec("remix", z.object({ prompt: z.string().describe("What changes") }), true),
  spec("animate", z.object({ prompt: z.string().describe("What moves"), image }), true),
  spec("jobs", z.object({ all: z.boolean().optional().describe("All of them") })),
];
const context = { commands, hasPicture: false, canAsk: true };

test.each([
  ["a boat --seconds 8", { prompt: "a boat", seconds: 8 }],
  ["a boat --seconds=8", { prompt: "a boat", seconds: 8 }],
  ["“a boat” —seconds 8", { prompt: "a boat", seconds: 8 }],
])("/video %s starts at once", (words, options) => {
  expect(typedCommand("video", words, context)).toEqual({
    kind: "ask",
    ask: { kind: "command", name: "video", options },
  });
});

test.each(["", "  "])("/video without words opens its form: “%s”", (words) => {
  expect(typedCommand("video", words, context)).toMatchObject({ kind: "form", given: {} });
});

test.each(["a boat --picture", "--image a boat", "a boat —picture"])(
  "/video %s opens the form with what was typed",
  (words) => {
    expect(typedCommand("video", words, context)).toMatchObject({
      kind: "form",
      given: { prompt: "a boat" },
    });
  },
);

test("a command that needs a picture opens its form with the words", () => {
  expect(typedCommand("animate", "let it snow", context)).toMatchObject({
    kind: "form",
    given: { prompt: "let it snow" },
  });
});

test("where no form can be shown, a command that has its picture starts", () => {
  const mention = { commands, hasPicture: true, canAsk: false };

  expect(typedCommand("animate", "let it snow", mention)).toMatchObject({ kind: "ask" });
});

test("a mistake gets the sentence that mends it", () => {
  expect(typedCommand("video", "a boat --secnds 8", context)).toMatchObject({ kind: "mistake" });
});

test.each([
  ["jobs", "jobs"],
  ["jobs --all", "jobs"],
  ["/jobs", "jobs"],
  ["video a boat", "video"],
  ["remix it at night", "remix"],
  ["a boat", "video"],
  ["animate", "animate"],
])("what is said to us as “%s” means /%s", (line, name) => {
  const typed = typedLine(line, context);

  expect(typed.kind === "ask" ? typed.ask.name : typed.kind === "form" ? typed.spec.name : "").toBe(
    name,
  );
});

test("a prompt that begins with a maker's name stays a prompt", () => {
  expect(typedLine("animate objects dance in a kitchen", { ...context, canAsk: false })).toEqual({
    kind: "ask",
    ask: {
      kind: "command",
      name: "video",
      options: { prompt: "animate objects dance in a kitchen" },
    },
  });
});

test.each([
  ["<https://example.org/a|example.org/a> &amp; co", "https://example.org/a & co"],
  ["<@U123|ann> in <#C1|general>", "@ann in #general"],
  ["<!here> &lt;b&gt;", "@here <b>"],
  ["<mailto:a@b.example|a@b.example>", "a@b.example"],
])("%s is read as %s", (sent, read) => {
  expect(unescaped(sent)).toBe(read);
});

test("what calls us is no part of a prompt", () => {
  expect(withoutUs("<@U0> a boat for <@U1>", "U0")).toBe("a boat for <@U1>");
});

test("a command with a slip in it is not filmed", () => {
  expect(typedLine("jbos", context)).toMatchObject({
    kind: "mistake",
    mending: { params: { name: "jbos" } },
  });
});
