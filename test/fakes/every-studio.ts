import { startEachLabs } from "./eachlabs-studio.ts";
import { startFal } from "./fal-studio.ts";
import { startLitellm } from "./litellm-studio.ts";
import { startMuApi } from "./muapi-studio.ts";
import { startOpenAiServer } from "./openai-server.ts";
import { LISTED, startOpenRouter } from "./openrouter-studio.ts";
import { startSglang } from "./sglang-studio.ts";
import type { StudioOptions } from "./studio.ts";
import { startVllmOmni } from "./vllm-omni-studio.ts";

interface Studio {
  readonly baseUrl: string;
  readonly clip: Buffer;
  readonly bills: readonly object[];
  stop(): Promise<void>;
}

/** A provider's fake, how a bot gets there, and what it films with. */
export interface Served {
  readonly studio: Studio;
  readonly env: Readonly<Record<string, string>>;
  readonly model: string;
  /** A length that it films, and what that costs in truth, in dollars. */
  readonly seconds: number;
  readonly cost: number;
}

/** A server with the interface of OpenAI, with the profile that fits it, and what it films with. */
function speaking(
  profile: string,
  start: (options: StudioOptions) => Promise<Studio>,
  model: string,
) {
  return async (options: StudioOptions): Promise<Served> => {
    const studio = await start(options);
    const named = { OPENAI_PROFILE: profile, OPENAI_MODELS: `${model}=0.10` };
    const env = { OPENAI_API_KEY: "sk-any", OPENAI_BASE_URL: studio.baseUrl, ...named };
    return { studio, env, model, seconds: 4, cost: 0.4 };
  };
}

/** Every provider and every profile, by name. */
export const STUDIOS = {
  fal: async (options) => {
    const studio = await startFal({ ...options, price: { unit_price: 0.06, unit: "seconds" } });
    const env = { FAL_KEY: "any", FAL_URL: studio.baseUrl };
    return { studio, env, model: "wan-2.7", seconds: 5, cost: 0.3 };
  },
  openai: speaking("openai", startOpenAiServer, "film-1"),
  sglang: speaking("sglang", startSglang, "Lightricks/LTX-2"),
  "vllm-omni": speaking("vllm-omni", startVllmOmni, "MiniMaxAI/MiniMax-H3"),
  litellm: speaking("litellm", startLitellm, "film-1"),
  openrouter: async (options) => {
    const models = [{ ...LISTED, id: "google/veo-3.1" }];
    const studio = await startOpenRouter({ ...options, models, cost: 0.31 });
    const env = { OPENROUTER_API_KEY: "any", OPENROUTER_URL: studio.baseUrl };
    return { studio, env, model: "openrouter/veo-3.1", seconds: 4, cost: 0.31 };
  },
  muapi: async (options) => {
    const slugs = ["wan2.6-text-to-video", "wan2.6-image-to-video"];
    const studio = await startMuApi({ ...options, slugs, cost: 0.25 });
    const env = { MUAPI_API_KEY: "any", MUAPI_URL: studio.baseUrl };
    return { studio, env, model: "muapi/wan-2.6", seconds: 5, cost: 0.25 };
  },
  eachlabs: async (options) => {
    const slugs = ["wan-v2-6-text-to-video", "wan-v2-6-image-to-video"];
    const studio = await startEachLabs({ ...options, slugs, cost: 0.44 });
    const env = { EACHLABS_API_KEY: "any", EACHLABS_URL: studio.baseUrl };
    return { studio, env, model: "eachlabs/wan-2.6", seconds: 5, cost: 0.44 };
  },
} satisfies Record<string, (options: StudioOptions) => Promise<Served>>;

export type StudioName = keyof typeof STUDIOS;
