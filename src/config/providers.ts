import { z } from "zod";

/** Who films. */
export const providerVariables = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_PROFILE: z.enum(["openai", "sglang", "vllm-omni", "litellm", "generic"]).optional(),
  OPENAI_MODELS: z.string().optional(),
  OPENAI_WEBHOOK_SECRET: z.string().optional(),

  FAL_KEY: z.string().optional(),
  FAL_URL: z.url({ protocol: /^https?$/ }).optional(),

  OPENROUTER_API_KEY: z.string().optional(),
  OPENROUTER_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENROUTER_WEBHOOK_SECRET: z.string().optional(),

  MUAPI_API_KEY: z.string().optional(),
  MUAPI_URL: z.url({ protocol: /^https?$/ }).optional(),

  EACHLABS_API_KEY: z.string().optional(),
  EACHLABS_URL: z.url({ protocol: /^https?$/ }).optional(),
  EACHLABS_WEBHOOK_SECRET: z.string().optional(),

  MODELS_FILE: z.string().optional(),
  DEFAULT_MODEL: z.string().optional(),
  FFMPEG_PATH: z.string().optional(),
};

const Providers = z.object(providerVariables);

/** Who films, and with what. */
export function providersOf(env: z.output<typeof Providers>) {
  return {
    ...studiosOf(env),
    modelsFile: env.MODELS_FILE,
    defaultModel: env.DEFAULT_MODEL,
    ffmpegPath: env.FFMPEG_PATH,
  };
}

/** What each studio needs; `undefined` for one that is off. */
function studiosOf(env: z.output<typeof Providers>) {
  return {
    openai:
      env.OPENAI_API_KEY === undefined && env.OPENAI_BASE_URL === undefined
        ? undefined
        : {
            apiKey: env.OPENAI_API_KEY ?? "none",
            baseUrl: env.OPENAI_BASE_URL,
            profile: env.OPENAI_PROFILE,
            models: env.OPENAI_MODELS,
            webhookSecret: env.OPENAI_WEBHOOK_SECRET,
          },
    fal: env.FAL_KEY === undefined ? undefined : { apiKey: env.FAL_KEY, baseUrl: env.FAL_URL },
    openrouter:
      env.OPENROUTER_API_KEY === undefined
        ? undefined
        : {
            apiKey: env.OPENROUTER_API_KEY,
            baseUrl: env.OPENROUTER_URL,
            webhookSecret: env.OPENROUTER_WEBHOOK_SECRET,
          },
    muapi:
      env.MUAPI_API_KEY === undefined
        ? undefined
        : { apiKey: env.MUAPI_API_KEY, baseUrl: env.MUAPI_URL },
    eachlabs:
      env.EACHLABS_API_KEY === undefined
        ? undefined
        : {
            apiKey: env.EACHLABS_API_KEY,
            baseUrl: env.EACHLABS_URL,
            webhookSecret: env.EACHLABS_WEBHOOK_SECRET,
          },
  };
}

export type StudioName = keyof ReturnType<typeof studiosOf>;
