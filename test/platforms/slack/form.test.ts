import { expect, test } from "vitest";
import { commands } from "../../../commands/index.ts";
import { FormShape } from "../../../src/platforms/slack/hear/arriving.ts";
import { readForm } from "../../../src/platforms/slack/hear/form-answers.ts";
import { wordsFor } from "../../../src/words.ts";
import { commandForm, promptForm } from "../../../src/platforms/slack/hear/form.ts";

const spec = (name: string) => commands.find((command) => command.name === name)!;
const note = (name: string) => ({ ask: { kind: "command", name } as const, given: {} });
const readerWith = (maxImageBytes: number) => ({ locale: "en", maxImageBytes });
const inBlock = (view: { blocks: readonly unknown[] }, name: string) =>
  JSON.stringify(view.blocks.find((block) => (block as { block_id?: string }).block_id === name));

test.each([
  [1_000_000, "Up to 1 MB"],
  [20_000_000, "Up to 10 MB"],
])("with pictures of at most %i bytes, a form says %s", (maxImageBytes, words) => {
  const view = commandForm(spec("video"), note("video"), {}, readerWith(maxImageBytes));

  expect(inBlock(view, "image")).toContain(words);
});

test.each([
  [1_000_000, 1_000_001, "larger than 1 MB"],
  [1_000_000, 1_000_000, ""],
  [20_000_000, 10 * 2 ** 20 + 1, "larger than 10 MB"],
  [20_000_000, 10 * 2 ** 20, ""],
])("with at most %i bytes, a picture of %i is told: %s", (maxImageBytes, size, words) => {
  const file = { id: "F1", name: "dusk.jpg", mimetype: "image/jpeg", size };
  const form = FormShape.parse({
    user: { id: "U1" },
    view: {
      id: "V1",
      callback_id: "command:animate",
      private_metadata: JSON.stringify(note("animate")),
      state: { values: { image: { image: { files: [file] } } } },
    },
  });

  const { mistakes } = readForm(form, commands, readerWith(maxImageBytes));

  const { sentence = "", params } = mistakes["image"] ?? {};
  expect(wordsFor("en")(sentence, params)).toMatch(words === "" ? /^$/ : words);
});

test("a prompt that does not fit into a form is not cut in silence", () => {
  const given = { prompt: "a fox ".repeat(600) };
  const reader = readerWith(20_000_000);
  const form = { title: "Edit", label: "The old one stays.", holds: "prompt", takesPicture: true };

  const views = [
    commandForm(spec("video"), note("video"), given, reader),
    promptForm({ ...form, holds: "prompt" }, { ...given, note: note("edit"), reader }),
  ];

  for (const view of views) expect(inBlock(view, "prompt")).toContain("its end would be lost");
});

test("a form opens whatever was typed for one of its lists", () => {
  const form = (model: string) =>
    commandForm(spec("video"), note("video"), { model }, readerWith(20_000_000));

  expect(inBlock(form("m".repeat(75)), "model")).toContain("initial_option");
  expect(inBlock(form("m".repeat(76)), "model")).not.toContain("initial_option");
});
