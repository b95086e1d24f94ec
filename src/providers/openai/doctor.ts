import { z } from "zod";
import { LIMITS } from "../http.ts";
import { baseUrlOf, createClients } from "./client.ts";
import { toProviderError } from "./failures.ts";

const List = z.looseObject({ data: z.array(z.unknown()) });

/** Asks the server which models it has, which costs nothing. Throws `ProviderError`. */
export async function lookAtOpenAi(config: {
  apiKey: string;
  baseUrl: string | undefined;
  namedHosts: readonly string[];
}): Promise<string> {
  const { apiKey, namedHosts } = config;
  const baseUrl = baseUrlOf(config.baseUrl);
  const hosts = [baseUrl.host, ...namedHosts];
  const { ask } = createClients({
    apiKey,
    baseUrl,
    webhookSecret: undefined,
    limits: LIMITS,
    namedHosts: hosts,
  });
  try {
    const { data } = List.parse(await ask.get("/models"));
    return `${baseUrl.host} takes the key and lists ${data.length} models`;
  } catch (error) {
    throw toProviderError(error, Date.now);
  }
}
