import { createJsonApi, readBaseUrl } from "../http.ts";
import { NAME } from "./name.ts";

const OWN_SERVER = "https://api.eachlabs.ai";
const TIMEOUT = 20_000; // ms

/** Asks for its models, which is free but proves no key: nothing free does. Throws `ProviderError`. */
export async function lookAtEachLabs(config: {
  apiKey: string;
  baseUrl: string | undefined;
}): Promise<string> {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: readBaseUrl(config.baseUrl ?? OWN_SERVER, "EACHLABS_URL"),
    credentials: { authorization: `Bearer ${config.apiKey}`, "x-api-key": config.apiKey },
    now: Date.now,
  });
  await api.get("/v1/models?limit=1", AbortSignal.timeout(TIMEOUT));
  return "it answers; whether it takes the key shows with the first video";
}
