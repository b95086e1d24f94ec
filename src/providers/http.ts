import { checkLiteralAddress } from "./http/addresses.ts";
import type { AddressRule } from "./http/addresses.ts";
import { exchange } from "./http/exchange.ts";
import type { HttpLimits } from "./http/exchange.ts";
import { jsonApi } from "./http/json-api.ts";
import type { JsonApi, JsonApiOptions } from "./http/json-api.ts";
import { NetworkError } from "./http/network-error.ts";

export { hostOf, isPrivateHost } from "./http/addresses.ts";
export type { BadAnswer } from "./http/answer-error.ts";
export {
  answerError,
  isMissing,
  sentenceFor,
  silenceError,
  unreadableError,
  unsentError,
} from "./http/answer-error.ts";
export { readBaseUrl } from "./http/base-url.ts";
export { clipStream, stillStream } from "./http/clip-stream.ts";
export type { HttpLimits } from "./http/exchange.ts";
export { kindOfCode, kindOfText } from "./http/failure-kind.ts";
export type { JsonAnswer, JsonApi } from "./http/json-api.ts";
export { parsedJson } from "./http/json-text.ts";
export { LIMITS } from "./http/limits.ts";
export type { CallLimits } from "./http/limits.ts";
export { NetworkError, networkErrorIn } from "./http/network-error.ts";
export { retryAfter } from "./http/retry-after.ts";
export { oneLine, readSaid } from "./http/said.ts";
export { isFresh, isSignedWith } from "./http/signature.ts";

const MOST_REDIRECTS = 5;
const CREDENTIALS = ["authorization", "cookie", "x-api-key", "api-key"];

export interface HttpOptions {
  readonly limits: HttpLimits;
  /** `host:port` as the operator named them: these may be private, and speak plain http if they are. */
  readonly namedHosts: readonly string[];
}

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` that sends once, within limits that hold for bodies too. It never retries. Redirects are
 * followed for GET only, and credentials stay with the host that they were meant for. Hosts that
 * nobody named must be public and speak https. Throws `NetworkError` when no whole answer comes.
 */
export function createFetch({ limits, namedHosts }: HttpOptions): Fetch {
  async function send(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = asked(input, init);
    const body = await bodyOf(request, init);
    const headers = new Headers(request.headers);
    const signal = init?.signal ?? undefined;
    const started = Date.now();
    let url = new URL(request.url);

    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const left = { ...limits, total: Math.max(1, limits.total - (Date.now() - started)) };
      const rule = ruleFor(url, namedHosts);
      const message = { url, method: request.method, headers, body, rule, signal };
      const response = await exchange(message, left);
      const next = request.method === "GET" ? redirectOf(response, url) : undefined;
      if (!next) return response;

      await response.body?.cancel();
      if (next.origin !== url.origin) for (const name of CREDENTIALS) headers.delete(name);
      url = next;
    }
    throw new NetworkError(true, "the redirects do not end");
  }
  // Tells the SDK that forms are encoded here, so that it does not try it out on a `data:` URL.
  return Object.assign(send, { Response });
}

/** A provider's own HTTP interface, over fetches that keep within its limits. */
export function createJsonApi(options: JsonApiOptions): JsonApi {
  return jsonApi(options, (limits, namedHosts) => createFetch({ limits, namedHosts }));
}

/** Throws `NetworkError` for an address that nobody can ask, and does not repeat it: it may hold a password. */
function asked(input: string | URL | Request, init?: RequestInit): Request {
  try {
    return new Request(input, init);
  } catch {
    throw new NetworkError(false, "the address or a header is not one that can be sent");
  }
}

async function bodyOf(request: Request, init?: RequestInit): Promise<Buffer | Blob | undefined> {
  // A film is not held in memory on its way.
  if (init?.body instanceof Blob) return init.body;
  return request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
}

function ruleFor(url: URL, namedHosts: readonly string[]): AddressRule {
  const isNamed = namedHosts.includes(url.host);
  const isSecure = url.protocol === "https:";
  if (!isSecure && !(isNamed && url.protocol === "http:")) {
    throw new NetworkError(false, `${url.host} would be asked without https`);
  }
  const rule = isNamed ? (isSecure ? "any" : "private") : "public";
  checkLiteralAddress(url, rule);
  return rule;
}

function redirectOf(response: Response, url: URL): URL | undefined {
  const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
  const target = isRedirect ? response.headers.get("location") : undefined;
  return target && URL.canParse(target, url) ? new URL(target, url) : undefined;
}
