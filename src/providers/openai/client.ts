import OpenAI from "openai";
import { createFetch, readBaseUrl } from "../http.ts";
import type { CallLimits, HttpLimits } from "../http.ts";

const OWN_SERVER = "https://api.openai.com/v1";
const MINUTE = 60_000;

/** The same account, once for each kind of call. */
export type OpenAiClients = Readonly<Record<keyof CallLimits, OpenAI>>;

export interface ClientOptions {
  readonly apiKey: string;
  readonly baseUrl: URL;
  readonly webhookSecret: string | undefined;
  readonly limits: CallLimits;
  readonly namedHosts: readonly string[];
}

export function createClients({ limits, namedHosts, ...account }: ClientOptions): OpenAiClients {
  const clientFor = (bounds: HttpLimits) =>
    new OpenAI({
      apiKey: account.apiKey,
      baseURL: account.baseUrl.href.replace(/\/$/, ""),
      webhookSecret: account.webhookSecret ?? null,
      organization: null,
      project: null,
      adminAPIKey: null,
      // A create that is sent twice is paid twice, so nothing here is ever sent again by itself.
      maxRetries: 0,
      // Later than ours, which know whether anything was sent.
      timeout: bounds.total + MINUTE,
      fetch: createFetch({ limits: bounds, namedHosts }),
      logLevel: "off",
    });
  return {
    ask: clientFor(limits.ask),
    submit: clientFor(limits.submit),
    download: clientFor(limits.download),
  };
}

/** Where the server is: OpenAI's own, unless the operator names another. Throws `UserError`. */
export function baseUrlOf(text: string | undefined): URL {
  return readBaseUrl(text ?? OWN_SERVER, "OPENAI_BASE_URL");
}

export function isOwnServer(url: URL): boolean {
  return url.host === new URL(OWN_SERVER).host;
}
