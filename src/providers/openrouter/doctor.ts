import { z } from "zod";
import { createJsonApi, readBaseUrl } from "../http.ts";
import { NAME } from "./name.ts";

const OWN_SERVER = "https://openrouter.ai/api/v1";
const TIMEOUT = 20_000; // ms

const Key = z.object({ data: z.looseObject({ limit_remaining: z.number().nullish() }) });

/** Asks what the key may still spend, which costs nothing. Throws `ProviderError`. */
export async function lookAtOpenRouter(config: {
  apiKey: string;
  baseUrl: string | undefined;
}): Promise<string> {
  const api = createJsonApi({
    provider: NAME,
    baseUrl: readBaseUrl(config.baseUrl ?? OWN_SERVER, "OPENROUTER_URL"),
    credentials: { authorization: `Bearer ${config.apiKey}` },
    now: Date.now,
  });
  const key = Key.safeParse(await api.get("/key", AbortSignal.timeout(TIMEOUT))).data;
  const left = key?.data.limit_remaining;
  const room = typeof left === "number" ? `, with $${left.toFixed(2)} left to spend` : "";
  return `it takes the key${room}`;
}
