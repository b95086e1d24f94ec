import { z } from "zod";
import { command, completed, say } from "../src/command.ts";
import { adviceOn, mending } from "../src/coach/advice.ts";
import type { Review } from "../src/coach/review.ts";
import type { Said } from "../src/said.ts";
import type { Words } from "../src/words.ts";
import { wordsFor } from "../src/words.ts";
import { prompt } from "./video.ts";

export const coach = command({
  name: "coach",
  description: "What a prompt says already, and what it leaves open",
  options: z.object({
    prompt: prompt().describe("The prompt that you have in mind"),
    model: completed(z.string().optional(), "model").describe("Which model will film it"),
    seconds: z.coerce.number().int().min(1).max(60).optional().describe("How long it will run"),
  }),

  async run(draft, { guild, person, locale }, { coach: adviser }) {
    const words = wordsFor(locale);
    const found = await adviser.review(guild, draft);
    const better = await adviser.rewrite({ guild, person: person.id }, draft);
    const message = say(summary(found, words), {
      fields: found.missing.map((topic) => {
        const { title, tip } = adviceOn(topic);
        return { name: spoken(title, words), value: spoken(tip, words) };
      }),
    });
    if (!better) return message;
    const button = { action: "film", label: words("Film this"), job: better.id };
    return {
      ...message,
      text: `${words("Above is one way to write it.")}\n${message.text}`,
      quote: better.prompt,
      buttons: [{ ...button, look: "primary" }],
    };
  },
});

function summary({ missing, flaws }: Review, words: Words): string {
  const first =
    missing.length === 0
      ? words("Your prompt says who, what, where, in what light and how the camera sees it.")
      : words("Your prompt leaves this to the model; saying it makes the video yours:");
  return [...flaws.map((flaw) => spoken(mending(flaw), words)), first].join("\n");
}

function spoken({ sentence, params }: Said, words: Words): string {
  return words(sentence, params);
}
