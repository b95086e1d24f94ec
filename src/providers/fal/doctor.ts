import { createJsonApi } from "../http.ts";
import { falError, NAME } from "./failures.ts";
import { falHosts } from "./hosts.ts";

const TIMEOUT = 20_000; // ms
/** Prices are for whoever has a key; whether this one is still there does not matter. */
const PRICE = "/v1/models/pricing?endpoint_id=fal-ai%2Fveo3.1";
const FOUND_OR_NOT = [200, 404];

/** Asks for a price, which costs nothing and needs the key. Throws `ProviderError`. */
export async function lookAtFal(config: {
  apiKey: string;
  baseUrl: string | undefined;
}): Promise<string> {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: falHosts(config.baseUrl).platform,
    credentials: { authorization: `Key ${config.apiKey}` },
    now: Date.now,
  });
  const answer = await api.answer(PRICE, { method: "GET" }, AbortSignal.timeout(TIMEOUT));
  if (!FOUND_OR_NOT.includes(answer.status)) throw falError(answer, Date.now);
  return "it takes the key";
}
