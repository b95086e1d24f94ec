import OpenAI from "openai";
import { UserError } from "../../errors.ts";
import { createFetch, hostOf, isPrivateHost } from "../http.ts";
import type { HttpLimits } from "../http.ts";

const OWN_SERVER = "https://api.openai.com/v1";
const MIB = 2 ** 20;
const MINUTE = 60_000;

/** What each kind of call may take. */
export interface OpenAiLimits {
  readonly ask: HttpLimits;
  /** Some servers answer a create only when they have read the picture and warmed up. */
  readonly submit: HttpLimits;
  readonly download: HttpLimits;
}

export const LIMITS: OpenAiLimits = {
  ask: { connect: 10_000, stall: 20_000, total: 30_000, maxBytes: 16 * MIB },
  submit: { connect: 10_000, stall: 2 * MINUTE, total: 3 * MINUTE, maxBytes: 4 * MIB },
  download: { connect: 10_000, stall: 30_000, total: 15 * MINUTE, maxBytes: 2_048 * MIB },
};

/** The same account, once for each kind of call. */
export type OpenAiClients = Readonly<Record<keyof OpenAiLimits, OpenAI>>;

export interface ClientOptions {
  readonly apiKey: string;
  readonly baseUrl: URL;
  readonly webhookSecret: string | undefined;
  readonly limits: OpenAiLimits;
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

/**
 * Checks the address of the server. Plain http carries the key in the clear, so it is for this
 * machine and its own network only. Throws `UserError`.
 */
export function readBaseUrl(text = OWN_SERVER): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:") return url;
  if (url?.protocol === "http:" && isPrivateHost(hostOf(url))) return url;
  throw new UserError(
    `OPENAI_BASE_URL is ${text}: it must be an https address, or http on this machine or in a private network`,
  );
}

export function isOwnServer(url: URL): boolean {
  return url.host === new URL(OWN_SERVER).host;
}
