import { createJsonApi, readBaseUrl } from "../http.ts";
import { NAME } from "./name.ts";

const OWN_SERVER = "https://api.muapi.ai/api/v1";
const TIMEOUT = 20_000; // ms

/** Asks for the balance, which costs nothing and needs the key. Throws `ProviderError`. */
export async function lookAtMuApi(config: {
  apiKey: string;
  baseUrl: string | undefined;
}): Promise<string> {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: readBaseUrl(config.baseUrl ?? OWN_SERVER, "MUAPI_URL"),
    credentials: { "x-api-key": config.apiKey },
    now: Date.now,
  });
  await api.get("/account/balance", AbortSignal.timeout(TIMEOUT));
  return "it takes the key";
}
