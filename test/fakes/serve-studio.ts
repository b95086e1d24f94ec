import { startEachLabs } from "./eachlabs-studio.ts";
import { startFal } from "./fal-studio.ts";
import { startLitellm } from "./litellm-studio.ts";
import { startMuApi } from "./muapi-studio.ts";
import { startOpenAiServer } from "./openai-server.ts";
import { LISTED, startOpenRouter } from "./openrouter-studio.ts";
import { startSglang } from "./sglang-studio.ts";
import type { StudioOptions } from "./studio.ts";
import { startVllmOmni } from "./vllm-omni-studio.ts";

interface Served {
  readonly baseUrl: string;
  readonly env: Readonly<Record<string, string>>;
}
type Starter = (options: StudioOptions) => Promise<Served>;

/** A server with the interface of OpenAI, with the profile that fits it, and what it films with. */
function speaking(
  profile: string,
  start: (options: StudioOptions) => Promise<{ baseUrl: string }>,
  model: string,
): Starter {
  return async (options) => {
    const { baseUrl } = await start(options);
    const named = { OPENAI_PROFILE: profile, OPENAI_MODELS: `${model}=0.10` };
    return { baseUrl, env: { OPENAI_API_KEY: "sk-any", OPENAI_BASE_URL: baseUrl, ...named } };
  };
}

const STUDIOS: Readonly<Record<string, Starter>> = {
  fal: async (options) => {
    const { baseUrl } = await startFal(options);
    return { baseUrl, env: { FAL_KEY: "any", FAL_URL: baseUrl } };
  },
  openai: speaking("openai", startOpenAiServer, "film-1"),
  sglang: speaking("sglang", startSglang, "film-1"),
  "vllm-omni": speaking("vllm-omni", startVllmOmni, "MiniMaxAI/MiniMax-H3"),
  litellm: speaking("litellm", startLitellm, "film-1"),
  openrouter: async (options) => {
    const models = [{ ...LISTED, id: "google/veo-3.1" }];
    const { baseUrl } = await startOpenRouter({ ...options, models });
    return { baseUrl, env: { OPENROUTER_API_KEY: "any", OPENROUTER_URL: baseUrl } };
  },
  muapi: async (options) => {
    const slugs = ["wan2.6-text-to-video", "wan2.6-image-to-video"];
    const { baseUrl } = await startMuApi({ ...options, slugs });
    return { baseUrl, env: { MUAPI_API_KEY: "any", MUAPI_URL: baseUrl } };
  },
  eachlabs: async (options) => {
    const slugs = ["wan-v2-6-text-to-video", "wan-v2-6-image-to-video"];
    const { baseUrl } = await startEachLabs({ ...options, slugs });
    return { baseUrl, env: { EACHLABS_API_KEY: "any", EACHLABS_URL: baseUrl } };
  },
};

// A studio to film with by hand: it takes any key, costs nothing and films within seconds.
const [name = "", port = "0"] = process.argv.slice(2);
const start = STUDIOS[name];
if (start) {
  const timeline = { queued: 1_000, filming: 3_000 };
  const { env } = await start({ port: Number(port), timeline });
  console.log(
    Object.entries(env)
      .map(([variable, value]) => `${variable}=${value}`)
      .join(" "),
  );
} else {
  console.error(`Name one of these, and perhaps a port: ${Object.keys(STUDIOS).join(", ")}`);
  process.exitCode = 1;
}
