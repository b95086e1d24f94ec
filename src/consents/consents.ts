import { z } from "zod";
import { UserError } from "../errors.ts";
import type { Invocation, Message, Picked, Reply } from "../platforms/platform.ts";
import type { GuildSettings } from "../quota/settings.ts";
import type { Shelf } from "../store/shelf.ts";
import { createShelf } from "../store/shelf.ts";
import type { Store } from "../store/store.ts";
import { wordsFor } from "../words.ts";
import { Asked, closed, consented, questionText } from "./question.ts";
import { createQuestions } from "./questions.ts";

/** What somebody has said once and for all in a guild. */
const Standing = z.enum(["always", "never"]);
type Standing = z.infer<typeof Standing>;

/**
 * Whose pictures may be animated. Nothing of somebody else's picture is opened before its author has
 * said yes, and no answer is remembered beyond its question unless they say so.
 */
export interface Consents {
  /**
   * `undefined` when the picture of this invocation may be used at once; else the question to its
   * author. Throws `UserError` where nobody may use it.
   */
  check(invocation: Invocation): Promise<Reply | undefined>;

  /** The author agrees by a button of the question: `begin` does what was asked for. */
  agree(
    invocation: Invocation,
    pick: string,
    begin: (asked: Invocation) => Promise<Reply>,
  ): Promise<Reply>;

  /** The author says no to this question, or `never` to all further ones too. */
  refuse(invocation: Invocation, pick: string, how: "once" | "never"): Promise<Reply>;

  /** What is done with this person's pictures in this guild from now on; usually they are asked. */
  decide(invocation: Invocation, standing: Standing | "ask"): Promise<void>;
}

interface ConsentsDeps {
  readonly store: Store;
  readonly settings: Shelf<GuildSettings>;
  readonly now: () => number;
}

export function createConsents({ store, settings, now }: ConsentsDeps): Consents {
  const questions = createQuestions(store, now);
  const standings = createShelf(store, "consent", Standing, now);
  const keyOf = (guild: string, person: string) => `${guild} ${person}`;

  async function decide({ guild, person }: Invocation, standing: Standing | "ask") {
    const key = keyOf(guild, person.id);
    await (standing === "ask" ? standings.delete(key) : standings.set(key, standing));
  }

  async function policyOf(guild: string): Promise<NonNullable<GuildSettings["animateOthers"]>> {
    return (await settings.get(guild))?.animateOthers ?? "ask";
  }

  async function findOwn({ guild, person }: Invocation, pick: string) {
    const question = await questions.find(guild, pick);
    const { id, name } = question.author;
    if (id === person.id) return question;
    throw new UserError("Only {{name}} can answer that.", { name });
  }

  /** Whether somebody else's picture may be used without a question. Throws when it never may. */
  async function isFree(guild: string, { author }: Picked): Promise<boolean> {
    const { name } = author;
    if (author.isApp) throw new UserError("{{name}} is an app and cannot be asked.", { name });
    const standing = await standings.get(keyOf(guild, author.id));
    if (standing !== "never") return standing === "always";
    throw new UserError("{{name}} does not want their pictures to be animated.", { name });
  }

  return {
    async check(invocation) {
      const { guild, person } = invocation;
      const picked = invocation.attachments["image"]?.picked;
      if (!picked) return undefined;
      const policy = await policyOf(guild);
      if (policy === "off") {
        throw new UserError("Pictures in messages are not animated here.");
      }
      if (picked.author.id === person.id) return undefined;
      if (policy === "own") {
        throw new UserError("Here you may animate only pictures of your own.");
      }
      if (await isFree(guild, picked)) return undefined;
      invocation.checkPlace();
      const { pick, author } = picked;
      const question = { guild, pick, author, asked: Asked.parse(invocation) };
      await questions.open(question);
      return { message: questionText(question) };
    },

    async agree(invocation, pick, begin) {
      const question = await findOwn(invocation, pick);
      if ((await policyOf(question.guild)) !== "ask") {
        throw new UserError("Other people's pictures are no longer animated here.");
      }
      const words = wordsFor(invocation.locale);
      const theirs = wordsFor(question.asked.locale);
      try {
        const { job } = await begin(consented(question, invocation));
        await questions.close(question);
        return {
          message: say(words("Thank you. The video is on its way.")),
          job,
          instead: closed(question, theirs("{{name}} said yes.", question.author)),
        };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        await questions.close(question);
        const text = theirs("{{name}} said yes, but it cannot be made.", question.author);
        const why = theirs(error.sentence, error.params);
        return {
          message: say(words("Thank you. It cannot be made all the same.")),
          instead: closed(question, `${text} ${why}`),
        };
      }
    },

    async refuse(invocation, pick, how) {
      const question = await findOwn(invocation, pick);
      if (how === "never") await decide(invocation, "never");
      await questions.close(question);
      const words = wordsFor(invocation.locale);
      const theirs = wordsFor(question.asked.locale);
      const text =
        how === "never"
          ? words("Nobody here is going to ask you again. /consent changes that.")
          : words("Your picture stays as it is.");
      return {
        message: say(text),
        instead: closed(question, theirs("{{name}} said no.", { name: question.author.name })),
      };
    },

    decide,
  };
}

function say(text: string): Message {
  return { kind: "text", tone: "neutral", text };
}
