import { existsSync } from "node:fs";
import { z } from "zod";
import { UserError } from "./errors.ts";
import { dollars } from "./money.ts";

const Dollars = z.coerce.number().min(0).transform(dollars);
const Count = z.coerce.number().int().positive();
const Names = z.string().transform((text) => text.split(/[\s,]+/).filter((name) => name !== ""));

/** A whole address: half a one never falls back to the embedded database. */
const DatabaseUrl = z
  .url({ protocol: /^postgres(ql)?$/, error: "must be postgres://USER:PASSWORD@HOST/DATABASE" })
  .refine((url) => new URL(url).hostname !== "" && new URL(url).pathname.length > 1, {
    error: "must name a host and a database: postgres://USER:PASSWORD@HOST/DATABASE",
  });

/** The token goes there, so it is spoken to over https; plainly only on this machine. */
const DiscordUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith("https:") || isLoopback(new URL(url).hostname), {
    error: "must be https://…; http://… only for 127.0.0.1",
  });

/** `auto`, or `i/n`: this process holds part i of n, counted from 0. */
const Shards = z
  .string()
  .regex(/^(?:auto|\d{1,4}\/\d{1,4})$/, { error: "must be auto, or i/n such as 0/2" })
  .transform((text) => {
    const [index, count] = text.split("/").map(Number);
    return text === "auto" || count === undefined
      ? { count: "auto" as const, index: undefined }
      : { count, index };
  })
  .refine(({ count, index = 0 }) => count === "auto" || index < count, {
    error: "must be i/n with i below n, counted from 0",
  });

/** Every variable, in the order of `.env.example`. */
export const Environment = z.object({
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: DatabaseUrl.optional(),
  ROLE: z.enum(["all", "gateway", "worker"]).default("all"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SECRET_KEY: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  PLAYGROUND: z.enum(["on", "off"]).optional(),
  PLAYGROUND_TOKEN: z.string().min(8).optional(),

  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: DiscordUrl.optional(),
  DISCORD_SHARDS: Shards.default({ count: "auto", index: undefined }),
  ATTACHMENT_HOSTS: Names.default([]),

  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_PROFILE: z.enum(["openai", "sglang", "vllm-omni", "litellm", "generic"]).optional(),
  OPENAI_MODELS: z.string().optional(),
  OPENAI_WEBHOOK_SECRET: z.string().optional(),

  MODELS_FILE: z.string().optional(),
  DEFAULT_MODEL: z.string().optional(),
  FFMPEG_PATH: z.string().optional(),

  DEFAULT_BUDGET_USD: Dollars.default(dollars(10)),
  GLOBAL_BUDGET_USD: Dollars.optional(),
  USER_CAP_USD: Dollars.optional(),
  CONFIRM_ABOVE_USD: Dollars.default(dollars(0.5)),
  MAX_JOBS_PER_USER: Count.default(3),
  MAX_JOBS_PER_GUILD: Count.default(20),
  MAX_RUNNING: Count.default(50),
  OPERATORS: Names.default([]),
  MAX_IMAGE_MB: z.coerce.number().positive().max(100).default(20),
});

export type Config = ReturnType<typeof readConfig>;

/** What one variable alone cannot say. */
const Checked = Environment.refine((env) => env.ROLE === "all" || env.DATABASE_URL !== undefined, {
  path: ["ROLE"],
  error: "needs DATABASE_URL: only a shared database lets several processes share the work",
}).refine((env) => env.DATABASE_URL === undefined || env.SECRET_KEY !== undefined, {
  path: ["SECRET_KEY"],
  error: "is needed with DATABASE_URL, the same for all processes: 32 characters or more",
});

/**
 * Turns the environment into what the rest of the code asks for. Throws one `UserError` that names
 * every bad variable.
 */
export function readConfig(env: NodeJS.ProcessEnv) {
  const parsed = Checked.safeParse(withoutBlanks(env));
  if (!parsed.success) throw new UserError(complaint(parsed.error));

  const { data } = parsed;
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
      isOn: (data.PLAYGROUND ?? (data.DISCORD_TOKEN === undefined ? "on" : "off")) === "on",
      token: data.PLAYGROUND_TOKEN,
    },
    discord:
      data.DISCORD_TOKEN === undefined
        ? undefined
        : {
            token: data.DISCORD_TOKEN,
            apiUrl: data.DISCORD_API_URL,
            shards: data.DISCORD_SHARDS,
          },
    attachmentHosts: [
      ...data.ATTACHMENT_HOSTS,
      ...(data.DISCORD_API_URL === undefined ? [] : [new URL(data.DISCORD_API_URL).host]),
    ],
    openai:
      data.OPENAI_API_KEY === undefined && data.OPENAI_BASE_URL === undefined
        ? undefined
        : {
            apiKey: data.OPENAI_API_KEY ?? "none",
            baseUrl: data.OPENAI_BASE_URL,
            profile: data.OPENAI_PROFILE,
            models: data.OPENAI_MODELS,
            webhookSecret: data.OPENAI_WEBHOOK_SECRET,
          },
    modelsFile: data.MODELS_FILE,
    defaultModel: data.DEFAULT_MODEL,
    ffmpegPath: data.FFMPEG_PATH,
    bounds: {
      defaultBudget: data.DEFAULT_BUDGET_USD,
      globalBudget: data.GLOBAL_BUDGET_USD,
      personCap: data.USER_CAP_USD,
    },
    confirmAbove: data.CONFIRM_ABOVE_USD,
    limits: {
      jobsPerPerson: data.MAX_JOBS_PER_USER,
      jobsPerGuild: data.MAX_JOBS_PER_GUILD,
      running: data.MAX_RUNNING,
    },
    operators: new Set(data.OPERATORS),
    maxImageBytes: Math.floor(data.MAX_IMAGE_MB * 1_000_000),
  };
}

/** The environment, with what `.env` in this folder adds to it. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return process.env;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}

/** `.env` files are full of `NAME=`; an empty value means that nobody set it. */
function withoutBlanks(env: NodeJS.ProcessEnv) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ""));
}

function complaint(error: z.ZodError): string {
  const lines = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  return `The configuration has mistakes. See .env.example, and mend these:\n${lines.join("\n")}`;
}
