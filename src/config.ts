import { existsSync } from "node:fs";
import { z } from "zod";
import { adviserVariables, advisersOf, canModerate } from "./config/advisers.ts";
import { chatsOf, chatVariables, slackMistake } from "./config/chats.ts";
import { limitsOf, limitVariables } from "./config/limits.ts";
import { machineVariables } from "./config/machine.ts";
import { nearestOf } from "./config/nearest.ts";
import { providersOf, providerVariables } from "./config/providers.ts";
import { UserError } from "./errors.ts";

/** Every variable, in the order of `.env.example`. */
export const Environment = z.object({
  ...machineVariables,
  ...chatVariables,
  ...providerVariables,
  ...adviserVariables,
  ...limitVariables,
});

export type Config = ReturnType<typeof readConfig>;

/** What one variable alone cannot say. */
const Checked = Environment.refine((env) => env.ROLE === "all" || env.DATABASE_URL !== undefined, {
  path: ["ROLE"],
  error: "needs DATABASE_URL: only a shared database lets several processes share the work",
})
  .refine((env) => env.DATABASE_URL === undefined || env.SECRET_KEY !== undefined, {
    path: ["SECRET_KEY"],
    error: "is needed with DATABASE_URL, the same for all processes: 32 characters or more",
  })
  .refine(canModerate, {
    path: ["MODERATION_KEY"],
    error: "is needed with MODERATION=openai: OpenAI's own key, here or in OPENAI_API_KEY",
  })
  .superRefine((env, context) => {
    const mistake = slackMistake(env);
    if (mistake) context.addIssue({ code: "custom", path: [mistake.name], message: mistake.error });
  });

/**
 * Turns the environment into what the rest of the code asks for. Throws one `UserError` that names
 * every bad variable.
 */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Checked.safeParse(withoutBlanks(env), { error: mendingOf });
  if (!parsed.success) throw new UserError(complaint(parsed.error));

  const { data } = parsed;
  const chats = chatsOf(data);
  return {
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL,
    role: data.ROLE,
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL,
    secretKey: data.SECRET_KEY,
    logLevel: data.LOG_LEVEL,
    playground: {
      isOn: (data.PLAYGROUND ?? (chats.discord || chats.slack ? "off" : "on")) === "on",
      token: data.PLAYGROUND_TOKEN,
    },
    ...chats,
    ...providersOf(data),
    ...advisersOf(data),
    ...limitsOf(data),
  };
}

/** The environment, with what `.env` in this folder adds to it. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

/** Names that nobody reads and that look like one of ours, where that one is not set. */
export function misnamedIn(
  env: NodeJS.ProcessEnv,
): { readonly name: string; readonly meant: string }[] {
  const known = Object.keys(Environment.shape);
  const unset = known.filter((name) => !env[name]);
  return Object.keys(env).flatMap((name) => {
    const meant = known.includes(name) ? undefined : nearestOf(name, unset);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** `.env` files are full of `NAME=`; an empty value means that nobody set it. */
function withoutBlanks(env: NodeJS.ProcessEnv) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ""));
}

function complaint(error: z.ZodError): string {
  const lines = error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  return `The configuration has mistakes. See .env.example, and mend these:\n${lines.join("\n")}`;
}

/** What a variable must be, where its declaration has no words of its own. */
function mendingOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type" && issue.expected === "number") return "must be a number";
  if (issue.code === "invalid_type" && issue.expected === "int") return "must be a whole number";
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_format" && issue.format === "url")
    return "must be a whole address, such as https://rushes.example";
  if (issue.code === "too_big") return `must be at most ${issue.maximum}`;
  if (issue.code !== "too_small") return undefined;
  if (issue.origin === "string") return `must have ${issue.minimum} characters or more`;
  return issue.inclusive
    ? `must be at least ${issue.minimum}`
    : `must be more than ${issue.minimum}`;
}
