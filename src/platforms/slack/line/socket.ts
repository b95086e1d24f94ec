import type { App } from "@slack/bolt";
import { SocketModeReceiver } from "@slack/bolt";
import { UserError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import { codeOf } from "../failures.ts";
import { fixedToken } from "../tokens.ts";
import { createBoltApp } from "./app.ts";
import { boltLog } from "./bolt-log.ts";
import { tellOfCompany } from "./company.ts";
import type { Line } from "./line.ts";
import { stateOf } from "./token-state.ts";

/** How long one try to connect may take, in ms. */
const TIMEOUT = 20_000;
/** How long to wait before the second try, in ms; the first one comes at once. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** A connection that lasted so long has held, in ms. */
const HOLDS = 10_000;
const WRONG_TOKEN = [
  "invalid_auth",
  "not_authed",
  "not_allowed_token_type",
  "account_inactive",
  "missing_scope",
  "no_permission",
  "token_revoked",
];

export interface SocketDeps {
  readonly botToken: string;
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly log: Logger;
}

/**
 * A connection that we open to Slack, for one workspace. A new one is opened as soon as Slack closes
 * it, which it does now and then; while Slack cannot be reached, it is tried for ever.
 */
export function createSocketLine({ botToken, appToken, apiUrl, log }: SocketDeps): Line {
  let current: SocketModeReceiver | undefined;
  let next: NodeJS.Timeout | undefined;
  let isStopped = false;

  function open(app: App): SocketModeReceiver {
    const receiver = new SocketModeReceiver({
      appToken,
      logger: boltLog(log),
      // Its own reconnects end the process when Slack is away.
      autoReconnectEnabled: false,
      installerOptions: {
        clientOptions: {
          ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
          timeout: TIMEOUT,
          retryConfig: { retries: 0 },
          rejectRateLimitedCalls: true,
        },
      },
    });
    receiver.init(app);
    receiver.client.once("ws_message", (first: unknown) => tellOfCompany(first, log));
    return receiver;
  }

  /** Throws when Slack refuses the token; retries whatever else goes wrong, after `wait` ms. */
  async function connect(app: App, wait: number): Promise<void> {
    const receiver = open(app);
    try {
      await inTime(receiver.start());
    } catch (error) {
      // One that is still being opened would hold on to the process.
      await quietly(receiver.stop());
      if (WRONG_TOKEN.includes(codeOf(error) ?? "")) throw wrongAppToken(error);
      log.warn({ err: error }, "Slack cannot be reached; trying again");
      again(app, wait);
      return;
    }
    if (isStopped) return quietly(receiver.stop());
    current = receiver;
    const begun = performance.now();
    receiver.client.once("disconnected", () => {
      if (current !== receiver) return;
      current = undefined;
      const hasHeld = performance.now() - begun >= HOLDS;
      again(app, hasHeld ? 0 : wait);
    });
  }

  function again(app: App, wait: number): void {
    if (isStopped) return;
    next = setTimeout(() => {
      const longer = Math.min(LONGEST_WAIT, Math.max(FIRST_WAIT, wait * 2));
      connect(app, longer).catch((error: unknown) => {
        log.error({ err: error }, "Slack takes our token no longer");
        again(app, LONGEST_WAIT);
      });
    }, wait);
  }

  return {
    routes: undefined,
    tokens: fixedToken(botToken, (code) =>
      log.error({ code }, "Slack refuses the token: set SLACK_BOT_TOKEN anew"),
    ),
    async start(ears) {
      await connect(createBoltApp({ ears, log }), 0);
    },
    isReady: () => current !== undefined,
    async stop() {
      isStopped = true;
      clearTimeout(next);
      const last = current;
      current = undefined;
      if (last) await quietly(last.stop());
    },
    async gone({ event, team_id: team }, end) {
      if (event.type === "tokens_revoked" && event.tokens.bot.length === 0) return;
      if (!team) return;
      if ((await stateOf(botToken, { apiUrl, log })) === "good") {
        log.info("a late farewell is ignored");
        return;
      }
      log.error({ guild: `slack:${team}` }, "the workspace has let us go");
      await end(`slack:${team}`);
    },
  };
}

async function inTime(work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error("no answer in time")), TIMEOUT);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function quietly(stopping: Promise<unknown>): Promise<void> {
  await stopping.catch(() => undefined);
}

function wrongAppToken(cause: unknown): UserError {
  const sentence =
    "Slack does not take SLACK_APP_TOKEN. Copy it anew: your app, Basic Information, App-Level Tokens, with connections:write.";
  return new UserError(sentence, {}, { cause });
}
