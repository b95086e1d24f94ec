import type { Action, Command, Tools } from "./command.ts";
import { say } from "./command.ts";
import { MediaError, PlatformError, ProviderError, UserError } from "./errors.ts";
import type { Logger } from "./log.ts";
import type { Completion, Front, Invocation, Reply } from "./platforms/platform.ts";
import { said } from "./said.ts";
import type { Said } from "./said.ts";
import { wordsFor } from "./words.ts";

const MOST_COMPLETIONS = 25;

interface BotDeps {
  readonly commands: readonly Command[];
  readonly actions: readonly Action[];
  readonly tools: Tools;
  readonly operators: ReadonlySet<string>;
  /** What people may put into an option of that kind. */
  complete(completion: Completion): Promise<readonly { value: string; label: string }[]>;
  /** Whether the database answers: without it nothing is spent, and people are told. */
  isStoreAlive(): Promise<boolean>;
  readonly log: Logger;
}

/** Answers every invocation: finds the command, runs it, turns errors into words. */
export function createBot(deps: BotDeps): Front {
  const { tools, operators, log } = deps;
  const commands = new Map(deps.commands.map((known) => [known.name, known]));
  const actions = new Map(deps.actions.map((known) => [known.name, known]));

  async function run(invocation: Invocation): Promise<Reply> {
    const { ask } = invocation;
    if (ask.kind === "action") {
      const found = actions.get(ask.name);
      if (!found) throw new UserError("This button is from an older version. Type the command.");
      return found.run(invocation, ask.job, tools);
    }
    const found = commands.get(ask.name);
    if (!found)
      throw new UserError("There is no /{{name}}. /help lists what there is.", { name: ask.name });
    return found.run(invocation, tools);
  }

  return {
    commands: deps.commands,
    asking: new Map(
      deps.actions.flatMap(({ name, form }) => (form ? [[name, form] as const] : [])),
    ),

    opening: new Set(deps.actions.filter(({ opensThread }) => opensThread).map(({ name }) => name)),

    async answer(invocation) {
      const known = withRights(invocation, operators);
      try {
        await invocation.reply(inLocale(await run(known), invocation));
      } catch (error) {
        const { sentence, params } = await sayingOf(error, deps);
        const text = wordsFor(invocation.locale)(sentence, params);
        await invocation.reply(inLocale({ message: say(text, { tone: "bad" }) }, invocation));
        const facts = { err: error, ask: invocation.ask.name, guild: invocation.guild };
        if (error instanceof UserError) log.debug(facts, "an invocation was refused");
        else log.error(facts, "an invocation failed");
      }
    },

    promptOf: tools.jobs.promptOf,

    async complete(completion) {
      const typed = completion.typed.toLowerCase();
      const all = await deps.complete(completion);
      return all
        .filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(typed))
        .slice(0, MOST_COMPLETIONS);
    },
  };
}

async function isAlive({ isStoreAlive }: BotDeps): Promise<boolean> {
  try {
    return await isStoreAlive();
  } catch {
    return false;
  }
}

/** Tells the platform the language of an answer, for what it adds to it. */
function inLocale(reply: Reply, { locale }: Invocation): Reply {
  return { ...reply, message: { locale, ...reply.message } };
}

/** Operators are named by their own id, or by the platform's id for them in the configuration. */
function withRights(invocation: Invocation, operators: ReadonlySet<string>): Invocation {
  const { person } = invocation;
  const isOperator = person.isOperator || operators.has(person.id);
  return {
    ...invocation,
    person: { ...person, isOperator, isAdmin: person.isAdmin || isOperator },
  };
}

async function sayingOf(error: unknown, deps: BotDeps): Promise<Said> {
  if (error instanceof UserError) return error;
  if (error instanceof ProviderError) {
    return said("The studio did not answer. Try again in a minute.");
  }
  if (error instanceof PlatformError) {
    return said("Your file could not be fetched. Attach it again.");
  }
  if (error instanceof MediaError && error.failure === "disk-full") {
    return said(
      "The disk of this bot is full. Nothing was charged; its operator has to make room.",
    );
  }
  if (error instanceof MediaError) {
    return said("Your file did not arrive whole, or could not be read. Attach it again.");
  }
  if (!(await isAlive(deps))) {
    return said(
      "This bot cannot reach its database right now, so nothing is filmed and nothing is charged. Please try again in a minute.",
    );
  }
  return said("Something broke on our side; it is logged. Nothing was charged. Please try again.");
}
