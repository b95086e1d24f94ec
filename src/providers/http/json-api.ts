import type { FailureKind } from "../../errors.ts";
import { ProviderError } from "../../errors.ts";
import type { ClipStream } from "../provider.ts";
import { answerError, sentenceFor, silenceError, unreadableError } from "./answer-error.ts";
import type { BadAnswer } from "./answer-error.ts";
import { clipStream } from "./clip-stream.ts";
import { parsedJson } from "./json-text.ts";
import { LIMITS } from "./limits.ts";
import type { CallLimits } from "./limits.ts";
import { networkErrorIn } from "./network-error.ts";

/** What `createFetch` makes; handed in, because it stands above this folder. */
type FetchFor = (limits: CallLimits[keyof CallLimits], namedHosts: readonly string[]) => Fetch;
type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

export interface JsonApiOptions {
  readonly provider: string;
  readonly baseUrl: URL;
  /** Headers that prove who asks. They go to the host of `baseUrl` and nowhere else. */
  readonly credentials: Readonly<Record<string, string>>;
  /** `host:port` of other private hosts where clips may lie. */
  readonly namedHosts?: readonly string[] | undefined;
  readonly limits?: CallLimits | undefined;
  /** What a status means to this provider, where it is not the usual. */
  readonly statuses?: Readonly<Record<number, FailureKind>>;
  readonly now: () => number;
}

interface Message {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as it stands when it is a form or a blob, else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A provider's HTTP interface. A path is added to the base URL; a whole address is asked as it
 * stands, without credentials when it leads elsewhere. Nothing is ever sent twice. All throw
 * `ProviderError`, which knows whether a submission may have begun something.
 */
export interface JsonApi {
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** Sends what changes something, with the patience that a submission needs. */
  send(path: string, message: Message, signal: AbortSignal): Promise<unknown>;
  /** What it answers to that, good or bad, for who reads more from it than its JSON. */
  answer(path: string, message: Message, signal: AbortSignal): Promise<JsonAnswer>;
  open(path: string, signal: AbortSignal): Promise<ClipStream>;
}

/** An answer, read whole. */
export interface JsonAnswer extends BadAnswer {
  readonly headers: Headers;
}

export function jsonApi(options: JsonApiOptions, fetchFor: FetchFor): JsonApi {
  const { provider, baseUrl, credentials, namedHosts = [], limits = LIMITS } = options;
  const hosts = [baseUrl.host, ...namedHosts];
  const fetches = {
    ask: fetchFor(limits.ask, hosts),
    submit: fetchFor(limits.submit, hosts),
    download: fetchFor(limits.download, hosts),
  };

  function reach(kind: keyof CallLimits, url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (url.origin === baseUrl.origin) {
      for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
    }
    return fetches[kind](url, { ...init, headers }).catch(rethrow);
  }

  async function call(kind: keyof CallLimits, path: string, init: RequestInit): Promise<Response> {
    const url = addressOf(path);
    const response = await reach(kind, url, init);
    if (response.ok) return response;

    const { status } = response;
    const body = parsedJson(await response.text().catch(rethrow));
    // Where clips lie there is no JSON to say that one is gone.
    const isGone = url.origin !== baseUrl.origin && [403, 404, 410].includes(status);
    if (isGone) throw new ProviderError(provider, "gone", sentenceFor("gone"));
    throw answerError(provider, { status, headers: response.headers, body }, options);
  }

  async function ask(kind: keyof CallLimits, path: string, init: RequestInit): Promise<unknown> {
    const response = await call(kind, path, init);
    const text = await response.text().catch(rethrow);
    const body = parsedJson(text);
    if (body === undefined && text.trim() !== "") throw unreadableError(provider);
    return body;
  }

  function addressOf(path: string): URL {
    const text = path.startsWith("/") ? baseUrl.href.replace(/\/$/, "") + path : path;
    if (!URL.canParse(text)) throw unreadableError(provider);
    return new URL(text);
  }

  function rethrow(error: unknown): never {
    const silence = networkErrorIn(error);
    throw silence ? silenceError(provider, silence, error) : error;
  }

  return {
    get: (path, signal) => ask("ask", path, { signal }),

    send: (path, message, signal) => ask("submit", path, initOf(message, signal)),

    async answer(path, message, signal) {
      const kind = message.method === "GET" ? "ask" : "submit";
      const response = await reach(kind, addressOf(path), initOf(message, signal));
      const body = parsedJson(await response.text().catch(rethrow));
      return { status: response.status, headers: response.headers, body };
    },

    async open(path, signal) {
      return clipStream(provider, await call("download", path, { signal }));
    },
  };
}

function initOf({ method, body, headers }: Message, signal: AbortSignal): RequestInit {
  const isRaw = body instanceof FormData || body instanceof Blob;
  const head = new Headers(headers);
  if (!isRaw && body !== undefined) head.set("content-type", "application/json");
  return {
    method,
    signal,
    headers: head,
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  };
}
