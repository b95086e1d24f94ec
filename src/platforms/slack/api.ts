import { setTimeout as pause } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import { z } from "zod";
import { PlatformError } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import { remember } from "../chat/remember.ts";
import { codeOf, isTokenLost, toPlatformError, Unsent } from "./failures.ts";
import { boltLog } from "./line/bolt-log.ts";
import type { Team } from "./refs.ts";
import type { Tokens } from "./tokens.ts";

/** What one call may take, in ms. */
const TIMEOUT = 15_000;
/** A pause that Slack asks for and that is waited for in place, in ms; after longer ones we come again. */
const PATIENCE = 10_000;
/** How long to wait where Slack names no time, in ms. */
const USUAL_PAUSE = 5_000;
/** Timers ring a little early now and then. */
const MARGIN = 100;
const MOST_TRIES = 3;
/** For how long a token that Slack has refused is not tried again, in ms. */
const REFUSED_FOR = 60_000;
const LIMITED = ["ratelimited", "rate_limited"];

interface CallOptions {
  /** How long a pause that Slack asks for may be, in ms. */
  readonly patience?: number;
  readonly timeout?: number;
}

/** Slack's Web API. Every call is sent once, unless Slack has turned it away; it fails with `PlatformError`. */
export interface Api {
  call(team: Team, method: string, args: object, options?: CallOptions): Promise<unknown>;
  /** Who we are in that workspace. */
  me(team: Team): Promise<Me>;
}

const Me = z.object({
  user_id: z.string(),
  bot_id: z.string().default(""),
  user: z.string(),
  team_id: z.string(),
});
export type Me = z.infer<typeof Me>;

interface ApiDeps {
  readonly tokens: Tokens;
  readonly apiUrl: string | undefined;
  readonly now: () => number;
  readonly log: Logger;
}

export function createApi({ tokens, apiUrl, now, log }: ApiDeps): Api {
  const clients = new Map<string, webApi.WebClient>();
  /** Until when a method rests in a workspace: the others go on meanwhile. */
  const resting = new Map<string, number>();
  /** Tokens that Slack has refused: their workspaces are left in peace for a while. */
  const refused = new Map<string, { until: number; error: PlatformError }>();
  const known = new Map<string, Promise<Me>>();

  async function clientOf({ team, enterprise }: Team, timeout: number) {
    const { token, isOrg } = await tokens.of({ team, enterprise });
    const { until = 0, error: cause } = refused.get(token) ?? {};
    if (cause && now() < until) {
      throw new Unsent(cause.failure, cause.message, { cause, reason: cause.reason });
    }
    const key = `${token} ${isOrg ? team : ""} ${timeout}`;
    const client =
      clients.get(key) ??
      new webApi.WebClient(token, {
        ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
        ...(isOrg ? { teamId: team } : {}),
        timeout,
        // It would post again what may have been posted, and hold back all methods for one.
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        allowAbsoluteUrls: false,
        logger: boltLog(log),
      });
    remember(clients, key, client);
    return { client, token };
  }

  async function rest(key: string, patience: number): Promise<void> {
    const wait = (resting.get(key) ?? 0) - now();
    if (wait <= 0) return;
    if (wait > patience + MARGIN) throw new Unsent("unavailable", "Slack asks for a pause");
    await pause(wait);
  }

  async function call(
    team: Team,
    method: string,
    args: object,
    { patience = PATIENCE, timeout = TIMEOUT }: CallOptions = {},
  ): Promise<unknown> {
    const key = `${team.team} ${method}`;
    for (let tries = 1; ; tries += 1) {
      await rest(key, patience);
      const { client, token } = await clientOf(team, timeout);
      try {
        return await client.apiCall(method, { ...args });
      } catch (error) {
        const wait = pauseIn(error);
        if (wait !== undefined) remember(resting, key, now() + wait + MARGIN);
        if (isTokenLost(error)) {
          await tokens.lost(team, codeOf(error) ?? "");
          // Another process may have renewed it; nothing was done with the old one.
          const fresh = await tokens.of(team);
          if (fresh.token !== token && tries < MOST_TRIES) continue;
        }
        // It was turned away and nothing was done, so the same may be said again.
        if (wait !== undefined && wait <= patience && tries < MOST_TRIES) continue;
        const failure = toPlatformError(error);
        if (isTokenLost(error) && failure instanceof PlatformError) {
          remember(refused, token, { until: now() + REFUSED_FOR, error: failure });
        }
        throw failure;
      }
    }
  }

  return {
    call,
    async me(team) {
      const asked = known.get(team.team) ?? call(team, "auth.test", {}).then((me) => Me.parse(me));
      remember(known, team.team, asked);
      asked.catch(() => known.delete(team.team));
      return asked;
    },
  };
}

/** How long Slack asks us to wait, in ms, if it does. */
function pauseIn(error: unknown): number | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return error.retryAfter * 1_000;
  if (!(error instanceof webApi.WebAPIPlatformError)) return undefined;
  const { error: code, response_metadata: more } = error.data;
  if (!LIMITED.includes(code)) return undefined;
  return more?.retryAfter === undefined ? USUAL_PAUSE : more.retryAfter * 1_000;
}
