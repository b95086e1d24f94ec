import { expect, test } from "vitest";
import { z } from "zod";
import type { Message } from "../../../src/platforms/platform.ts";
import { commentOf, draw, drawRoot } from "../../../src/platforms/slack/show/draw.ts";
import { messageBlocks } from "../../fakes/slack/blocks.ts";

const HOSTILE = "<!channel> <@U1> <https://evil.example|here> & *loud* `x` @everyone ";
const RULES = { knowsPlan: true, shows: () => true };

/** Everything that people can put words into, `words` in each place. */
const messageOf = (words: string): Message => ({
  kind: "card",
  tone: "working",
  text: words,
  quote: words,
  progress: 0.5,
  fields: Array.from({ length: 12 }, () => ({ name: words, value: words })),
  mention: "slack:T1:U2",
  since: 1_800_000_000_000,
  buttons: [{ action: "again", label: words, job: "job1", look: "primary" }],
  link: { label: words, url: "https://rushes.example/clips/1" },
});

const Markup = z.looseObject({ type: z.literal("mrkdwn"), text: z.string() });

/** All texts that Slack reads as markup, wherever they stand. */
function markupIn(part: unknown): string[] {
  const found = Markup.safeParse(part);
  if (found.success) return [found.data.text];
  const inner = typeof part === "object" && part !== null ? Object.values(part) : [];
  return inner.flatMap((one) => markupIn(one));
}

test.each([
  ["card", "plan"],
  ["card", "plain"],
  ["text", "plain"],
  ["text", "text"],
] as const)(
  "in a %s drawn as %s, what people write is no markup and calls nobody",
  (kind, look) => {
    const { text, blocks } = draw({ ...messageOf(HOSTILE), kind }, look);

    expect(text).not.toMatch(/<|&(?!amp;|lt;|gt;)/);
    expect(markupIn(blocks).filter((one) => !/^<@U2>$|<!date\^1800000000\^/.test(one))).toEqual([]);
  },
);

test.each([
  ["card", "plan"],
  ["card", "plain"],
  ["text", "plain"],
] as const)("however much people write, Slack takes a %s drawn as %s", (kind, look) => {
  for (const words of ["🦊".repeat(20_000), "& ".repeat(20_000)]) {
    const { text, blocks } = draw({ ...messageOf(words), kind }, look);

    expect(() => messageBlocks(blocks, RULES)).not.toThrow();
    expect(() => messageBlocks(drawRoot(words, "U2").blocks, RULES)).not.toThrow();
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(JSON.stringify(blocks)).not.toMatch(/\\ud[89ab][0-9a-f]{2}(?!\\ud)/i);
  }
});

test("what begins a thread, and what stands beside a video, calls nobody but who asked", () => {
  const root = drawRoot(HOSTILE, "U2");
  const comment = commentOf({ ...messageOf(HOSTILE), kind: "clip" });

  expect(root.text).not.toContain("<");
  expect(markupIn(root.blocks)).toEqual(["<@U2>"]);
  expect(comment).toMatch(/^<@U2> [^<]+$/);
});

test("what may cost money is asked once more, and nothing else is", () => {
  const all = ["run", "cheaper", "again", "film", "scene-film", "render", "cancel", "vote"];
  const buttons = all.map((action) => ({ action, label: "x", job: "1", look: "primary" }) as const);

  const { blocks = [] } = draw({ ...messageOf("a fox"), link: undefined, buttons }, "plain");

  const shown = blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  const asked = shown.map((one) => one.type === "button" && one.confirm !== undefined);
  expect(asked).toEqual([true, true, true, true, true, true, false, false]);
});
