import { DefaultRestOptions, DiscordAPIError, RequestMethod, REST } from "discord.js";
import type { RESTOptions } from "discord.js";
import type { Logger } from "../../../log.ts";
import type { Load } from "../../chat/load.ts";
import { isLoad, sendLoad } from "../../chat/load.ts";
import { toPlatformError } from "../failures.ts";

const DISCORD = "https://discord.com/api";
/** What one call may take, in ms: an upload over a slow line takes minutes. */
const CALL_TIMEOUT = 15_000;
const UPLOAD_TIMEOUT = 15 * 60_000;
/** A pause that Discord asks for and that is waited for in place; after longer ones we come again. */
const LONGEST_PAUSE = 10_000;
const CLOUDFLARE = 40333;

export interface ApiCall {
  readonly method: keyof typeof METHODS;
  readonly route: `/${string}`;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  /** Goes out in place of `body`: an upload, whose file is streamed from the disk. */
  readonly load?: Load;
  /** With the token of an interaction, which stands in the route, instead of the bot's. */
  readonly isAnonymous?: boolean;
  readonly timeout?: number;
}

const METHODS = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PUT: RequestMethod.Put,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const;

/** Discord's REST API. Every call is sent once; it fails with `PlatformError`. */
export interface Api {
  call(call: ApiCall): Promise<unknown>;
}

/** The same with our own token. */
export interface OwnApi extends Api {
  /** Whether Discord takes the token, as far as the last call has told. */
  isTokenTaken(): boolean;
}

export function createApi(deps: {
  token: string;
  apiUrl: string | undefined;
  log: Logger;
}): OwnApi {
  const { token, apiUrl = DISCORD, log } = deps;
  let isTaken = true;
  // It would repeat what may have been done already, at once and three times: our steps do it better.
  const rest = new REST({
    api: apiUrl,
    retries: 0,
    timeout: UPLOAD_TIMEOUT,
    rejectOnRateLimit: ({ retryAfter }) => retryAfter > LONGEST_PAUSE,
    makeRequest,
  }).setToken(token);

  /** It is told once, however many calls fail for it. */
  function refused(code: string | number): void {
    if (isTaken) log.error({ code }, "Discord refuses the token: set DISCORD_TOKEN anew");
    isTaken = false;
    // The client has dropped it, and would not even try again.
    rest.setToken(token);
  }

  return {
    isTokenTaken: () => isTaken,

    async call({ method, route, body, query, load, isAnonymous = false, timeout }) {
      const bound = timeout ?? (load ? UPLOAD_TIMEOUT : CALL_TIMEOUT);
      try {
        const answer = await rest.request({
          method: METHODS[method],
          fullRoute: route,
          body: load ?? body,
          passThroughBody: load !== undefined,
          query: query && new URLSearchParams(query),
          auth: !isAnonymous,
          signal: AbortSignal.timeout(bound),
        });
        if (!isAnonymous) isTaken = true;
        return answer;
      } catch (error) {
        const isRefused = error instanceof DiscordAPIError && error.status === 401 && !isAnonymous;
        if (isRefused) refused(error.code);
        if (error instanceof DiscordAPIError && error.code === CLOUDFLARE) {
          log.error({ code: error.code }, "Cloudflare keeps this address away from Discord");
        }
        throw toPlatformError(error);
      }
    },
  };
}

type MakeRequest = RESTOptions["makeRequest"];

/** As the client asks, but for loads: it would gather all of one in memory before it sends it. */
async function makeRequest(...[url, init]: Parameters<MakeRequest>): ReturnType<MakeRequest> {
  const { method = "POST", headers = {}, signal } = init;
  const body: unknown = init.body;
  if (!isLoad(body)) return DefaultRestOptions.makeRequest(url, init);
  const heads = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  const answer = await sendLoad(new URL(url), body, {
    method,
    headers: Object.fromEntries(heads),
    signal: signal ?? undefined,
  });
  const { ok, status, statusText, headers: told } = answer;
  return {
    ok,
    status,
    statusText,
    headers: told,
    body: null,
    bodyUsed: false,
    arrayBuffer: () => answer.arrayBuffer(),
    json: () => answer.json(),
    text: () => answer.text(),
  };
}
