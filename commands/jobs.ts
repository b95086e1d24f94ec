import { z } from "zod";
import { command, completed, say } from "../src/command.ts";
import type { Branch } from "../src/command.ts";
import { sentence } from "../src/said.ts";
import type { Words } from "../src/words.ts";
import { wordsFor } from "../src/words.ts";

const SHOWN = 10;
const MOST_BUTTONS = 5;
/** Names one's latest video where an id may stand; `/jobs tree` is typed for it too. */
const NEWEST = ["latest", "tree"];

export const jobs = command({
  name: "jobs",
  description: "Your latest videos, and how far they are",
  options: z.object({
    all: z.boolean().optional().describe("Show everybody's videos"),
    tree: completed(z.string().optional(), "job")
      .meta({ bare: "latest" })
      .describe("Where this video, or your latest, comes from, and what was made of it"),
  }),

  async run({ all = false, tree }, invocation, tools) {
    const { guild, person, locale } = invocation;
    const words = wordsFor(locale);
    if (tree !== undefined) {
      const id = NEWEST.includes(tree.trim().toLowerCase()) ? undefined : tree;
      return drawn(await tools.jobs.tree(invocation, id), words);
    }
    const found = await tools.jobs.list({
      guild,
      person: all ? undefined : person.id,
      limit: SHOWN,
    });
    if (found.length === 0) return words("No videos yet. Make one with /video.");
    return say(words(all ? "Everybody's latest videos:" : "Your latest videos:"), {
      fields: found.map(({ id, state, day, prompt }) => ({
        name: id,
        value: [words(state.sentence, state.params), words("{{day, day}}", { day }), prompt].join(
          " · ",
        ),
      })),
      buttons: found
        .filter(({ isKept }) => isKept)
        .slice(0, MOST_BUTTONS)
        .map(({ id }) => ({
          action: "post",
          label: words("Post {{id}} again", { id }),
          job: id,
          look: "secondary",
        })),
    });
  },
});

/** How a video was made from the one above it. */
const WAYS: Readonly<Record<NonNullable<Branch["as"]>, string>> = {
  again: sentence("again"),
  remix: sentence("remix"),
  extend: sentence("extended"),
  final: sentence("in HD"),
  scene: sentence("film"),
  part: sentence("part"),
};

function drawn(branches: readonly Branch[], words: Words) {
  return say(words("The family of this video:"), {
    fields: branches.map(({ id, depth, as, state, prompt }) => {
      const way = as === undefined ? [] : [words(WAYS[as])];
      const facts = [...way, words(state.sentence, state.params), prompt];
      return { name: `${"· ".repeat(depth)}${id}`, value: facts.join(" · ") };
    }),
  });
}
