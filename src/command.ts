import { z } from "zod";
import { unreachable, UserError } from "./errors.ts";
import type { Coach } from "./coach/coach.ts";
import type { Guilds } from "./guilds/guilds.ts";
import type { Consents } from "./consents/consents.ts";
import type { Jobs } from "./jobs/jobs.ts";
import type { CommandSpec, Form, Invocation, Message, Reply } from "./platforms/platform.ts";
import type { Charts } from "./media/charts.ts";
import type { LedgerFiles } from "./quota/ledger-file.ts";
import type { Quota } from "./quota/quota.ts";
import type { Spending } from "./quota/spending.ts";
import { said } from "./said.ts";
import type { Said } from "./said.ts";

/** What a command may use. A command that needs more asks for a method on one of these. */
export interface Tools extends Guilds {
  readonly jobs: Jobs;
  readonly quota: Quota;
  readonly spending: Spending;
  readonly ledgerFiles: LedgerFiles;
  readonly charts: Charts;
  readonly coach: Coach;
  readonly consents: Consents;
  /** Every command, in help's order. */
  readonly commands: readonly CommandSpec[];
}

export { MOST_SERIES } from "./media/charts.ts";
export type { Chart } from "./media/charts.ts";
export type { Branch } from "./jobs/jobs.ts";

type Answer = string | Message | Reply;

export interface Command extends CommandSpec {
  run(invocation: Invocation, tools: Tools): Promise<Reply>;
}

/** What a button does. */
export interface Action {
  readonly name: string;
  /** Asks for a prompt first. */
  readonly form?: Form | undefined;
  /** Its answer begins a thread, as that of a command may. */
  readonly opensThread: boolean;
  run(invocation: Invocation, job: string, tools: Tools): Promise<Reply>;
}

interface Definition<Options extends z.ZodObject> {
  name: string;
  description: string;
  options: Options;
  isForAdmins?: boolean;
  opensThread?: boolean;
  /** Its name in the menu of messages with a picture. */
  menu?: string;
  run(options: z.output<Options>, invocation: Invocation, tools: Tools): Promise<Answer>;
}

/** Declares a slash command once for every platform. The answer of `run` goes back to the person. */
export function command<Options extends z.ZodObject>(definition: Definition<Options>): Command {
  const { name, description, options, isForAdmins = false, opensThread = false, menu } = definition;
  return {
    name,
    description,
    options,
    isForAdmins,
    opensThread,
    menu,
    run: async (invocation, tools) => {
      const given = parse(options, invocation.ask.options);
      return toReply(await definition.run(given, invocation, tools));
    },
  };
}

interface ActionDefinition<Options extends z.ZodObject> {
  name: string;
  form?: Form;
  opensThread?: boolean;
  options: Options;
  run(
    job: string,
    options: z.output<Options>,
    invocation: Invocation,
    tools: Tools,
  ): Promise<Answer>;
}

/** Declares what a button does. `job` is what the button claims: whoever uses it checks it. */
export function action<Options extends z.ZodObject>(definition: ActionDefinition<Options>): Action {
  return {
    name: definition.name,
    form: definition.form,
    opensThread: definition.opensThread ?? false,
    run: async (invocation, job, tools) => {
      const options = parse(definition.options, invocation.ask.options);
      return toReply(await definition.run(job, options, invocation, tools));
    },
  };
}

/** An option that takes a picture; its value is only the file's name. */
export function picture(): z.ZodString {
  return z.string().meta({ picture: true });
}

/** An option whose values people complete while typing. */
export function completed<Schema extends z.ZodType>(
  schema: Schema,
  complete: "model" | "style" | "job" | "open-job",
): Schema {
  return schema.meta({ complete });
}

/** A plain answer, in words that are already in the person's language. */
export function say(text: string, more: Partial<Message> = {}): Message {
  return { kind: "text", tone: "neutral", text, ...more };
}

function parse<Options extends z.ZodObject>(
  options: Options,
  given: Readonly<Record<string, unknown>>,
): z.output<Options> {
  const parsed = options.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = issue?.path.join(".") ?? "";
  const mending = issue ? mendingOf(issue) : said("try other words");
  throw option === ""
    ? new UserError("This does not fit: {{mending}}.", { mending })
    : new UserError("The option “{{option}}” does not fit: {{mending}}.", { option, mending });
}

/** How to mend it, in words; a declaration's own words come first. */
function mendingOf(issue: z.core.$ZodIssue): Said {
  switch (issue.code) {
    case "too_big": {
      const most = Number(issue.maximum);
      return said(isOwn(issue) ? issue.message : "it may be at most {{most}}", { most });
    }
    case "too_small": {
      const least = Number(issue.minimum);
      return said(isOwn(issue) ? issue.message : "it must be at least {{least}}", { least });
    }
    case "invalid_type":
      return issue.expected === "int" || issue.expected === "number"
        ? said("it must be a whole number")
        : said("it is missing, or not what it should be");
    case "invalid_value":
      return said("it is one of {{choices}}", { choices: issue.values.map(String).join(", ") });
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return isOwn(issue) ? said(issue.message) : said("it is not what it should be");
    default:
      return unreachable(issue);
  }
}

function isOwn({ message }: z.core.$ZodIssue): boolean {
  return !/^(?:Too|Invalid|Unrecognized)/.test(message);
}

function toReply(answer: Answer): Reply {
  if (typeof answer === "string") return { message: say(answer) };
  return "message" in answer ? answer : { message: answer };
}
