import { z } from "zod";
import { UserError } from "../errors.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { Question } from "./question.ts";

/** For how long an answer is waited for, in ms; links to pictures expire not long after. */
const WAITS = 12 * 60 * 60_000;
/** How long nobody asks the same author again, in ms; one that was never shown blocks no longer. */
const BETWEEN = 60 * 60_000;

/** The questions that wait for an answer, over restarts. Nobody asks anybody twice in an hour. */
export function createQuestions(store: Store, now: () => number) {
  const questions = createShelf(store, "question", Question, now);
  const picks = createShelf(store, "question-of", z.string(), now);

  return {
    /** Throws `UserError` while an earlier one to the same author waits. */
    async open(question: Question): Promise<void> {
      const pair = pairOf(question);
      const earlier = await picks.get(pair);
      if (earlier !== undefined && earlier !== question.pick) {
        const { name } = question.author;
        throw new UserError("{{name}} has not answered your last question yet.", { name });
      }
      await picks.set(pair, question.pick, BETWEEN);
      await questions.set(question.pick, question, WAITS);
    },

    /** Throws `UserError` when it has been answered, or waits no more. */
    async find(guild: string, pick: string): Promise<Question> {
      const question = await questions.get(pick);
      if (question?.guild === guild) return question;
      throw new UserError("This question is over. It can be asked again from the message's menu.");
    },

    async close(question: Question): Promise<void> {
      await questions.delete(question.pick);
      await picks.delete(pairOf(question));
    },
  };
}

function pairOf({ guild, author, asked }: Question): string {
  return `${guild} ${author.id} ${asked.person.id}`;
}
