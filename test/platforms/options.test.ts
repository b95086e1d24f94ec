import { expect, test } from "vitest";
import { z } from "zod";
import { commands } from "../../commands/index.ts";
import { optionFields } from "../../src/platforms/options.ts";

test("options become fields in the order in which they are declared", () => {
  const options = z.object({
    prompt: z.string().min(1).max(2000).describe("What happens"),
    image: z.string().optional().describe("A first frame").meta({ picture: true }),
    model: z.string().optional().describe("Who films it").meta({ complete: "model" }),
    seconds: z.coerce.number().int().min(1).max(20).default(4).describe("How long"),
    aspect: z.enum(["16:9", "9:16"]).default("16:9").describe("Its shape"),
    seed: z.int().min(0).optional().describe("The same number, the same film"),
    spoiler: z.boolean().default(false).describe("Hide it"),
  });

  const fields = optionFields({ options });

  expect(fields).toEqual([
    {
      name: "prompt",
      description: "What happens",
      isRequired: true,
      kind: "text",
      minLength: 1,
      maxLength: 2000,
    },
    { name: "image", description: "A first frame", isRequired: false, kind: "picture" },
    {
      name: "model",
      description: "Who films it",
      isRequired: false,
      kind: "text",
      completion: "model",
    },
    {
      name: "seconds",
      description: "How long",
      isRequired: false,
      kind: "integer",
      min: 1,
      max: 20,
      default: 4,
    },
    {
      name: "aspect",
      description: "Its shape",
      isRequired: false,
      kind: "choice",
      choices: ["16:9", "9:16"],
      default: "16:9",
    },
    {
      name: "seed",
      description: "The same number, the same film",
      isRequired: false,
      kind: "integer",
      min: 0,
    },
    {
      name: "spoiler",
      description: "Hide it",
      isRequired: false,
      kind: "boolean",
      default: false,
    },
  ]);
});

test("a command without options has no fields", () => {
  expect(optionFields({ options: z.object({}) })).toEqual([]);
});

test.each([
  ["a list", z.array(z.string()).describe("Several")],
  ["nothing or a text", z.string().nullable().describe("Perhaps")],
  ["a text by pattern", z.string().regex(/x/).describe("An x")],
  ["an option that nobody describes", z.string()],
  ["an unknown completion", z.string().describe("A").meta({ complete: "colour" })],
])("%s is refused at start", (_, option) => {
  const options = z.object({ option });

  expect(() => optionFields({ options })).toThrow("option");
});

test.each(commands)("/$name can be drawn", (command) => {
  expect(optionFields(command).every(({ description }) => description !== "")).toBe(true);
});
