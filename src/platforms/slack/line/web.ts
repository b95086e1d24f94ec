import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { HTTPReceiver } from "@slack/bolt";
import { Hono } from "hono";
import { UserError } from "../../../errors.ts";
import type { Logger } from "../../../log.ts";
import type { Shelf } from "../../../store/shelf.ts";
import { SCOPES } from "../scopes.ts";
import { createBoltApp } from "./app.ts";
import { boltLog } from "./bolt-log.ts";
import { createInstallations } from "./installations.ts";
import { installedTokens } from "./installed-tokens.ts";
import type { Line } from "./line.ts";
import { installPage, sendInstalled, sendNotInstalled } from "./pages.ts";
import { createRefusals } from "./refusals.ts";
import { stateOf } from "./token-state.ts";

const TIMEOUT = 15_000;
/** How far a request's time may be from ours, either way, in seconds. */
const FRESH = 300;
const FORM = "application/x-www-form-urlencoded";

export interface WebDeps {
  readonly signingSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly publicUrl: string;
  readonly apiUrl: string | undefined;
  readonly installations: Shelf<string>;
  readonly now: () => number;
  readonly log: Logger;
}

/** Slack calls us: for any number of workspaces, and any number of processes behind one address. */
export function createWebLine(deps: WebDeps): Line {
  const { now, log } = deps;
  const installations = createInstallations({
    shelf: deps.installations,
    stateOf: (token) => stateOf(token, deps),
    now,
  });
  const receiver = createReceiver(deps, installations.store);
  const { installer } = receiver;
  if (!installer) throw new UserError("Slack over HTTP needs SLACK_CLIENT_ID and its secrets.");
  const { tokens, forget } = installedTokens({ installations, installer, now });
  const refusals = createRefusals({ now, log });
  let isListening = false;

  const routes = new Hono<{ Bindings: HttpBindings }>();
  routes.post("/events", (c) => {
    if (!isListening) return c.text("Not ready yet.", 503);
    const { incoming, outgoing } = c.env;
    const late = secondsLate(incoming, now());
    if (!(Math.abs(late) <= FRESH)) {
      refusals.late(late);
      return c.body(null, 401);
    }
    withPlainType(incoming);
    outgoing.once("finish", () => {
      if (outgoing.statusCode === 401) refusals.unsigned();
    });
    receiver.requestListener(incoming, outgoing);
    return RESPONSE_ALREADY_SENT;
  });
  for (const path of ["/install", "/oauth_redirect"]) {
    routes.get(path, (c) => {
      receiver.requestListener(c.env.incoming, c.env.outgoing);
      return RESPONSE_ALREADY_SENT;
    });
  }

  return {
    tokens,
    routes: new Hono().route("/", routes),
    async start(ears) {
      receiver.init(createBoltApp({ ears, log }));
      isListening = true;
    },
    isReady: () => true,
    async stop() {
      isListening = false;
    },
    async gone({ event, team_id: team, enterprise_id: org, event_time: at, authorizations }, end) {
      if (event.type === "tokens_revoked" && event.tokens.bot.length === 0) return;
      const isEnterpriseInstall = authorizations.some((one) => one.is_enterprise_install === true);
      const enterpriseId = org ?? authorizations[0]?.enterprise_id ?? undefined;
      const who = { teamId: team ?? undefined, enterpriseId, isEnterpriseInstall };
      const left = await installations.forget(who, at);
      forget();
      if (!left) return log.info({ who }, "a late farewell is ignored");
      log.info({ guilds: left }, "a workspace has let us go");
      await Promise.all(left.map((one) => end(`slack:${one}`)));
      return undefined;
    },
  };
}

function createReceiver(
  { apiUrl, publicUrl, log, ...secrets }: WebDeps,
  installationStore: ReturnType<typeof createInstallations>["store"],
): HTTPReceiver {
  const redirectUriPath = "/slack/oauth_redirect";
  return new HTTPReceiver({
    signingSecret: secrets.signingSecret,
    clientId: secrets.clientId,
    clientSecret: secrets.clientSecret,
    stateSecret: secrets.stateSecret,
    scopes: SCOPES,
    redirectUri: new URL(redirectUriPath, publicUrl).href,
    installationStore,
    endpoints: "/slack/events",
    logger: boltLog(log),
    installerOptions: {
      installPath: "/slack/install",
      redirectUriPath,
      ...(apiUrl === undefined
        ? {}
        : { authorizationUrl: new URL("/oauth/v2/authorize", apiUrl).href }),
      renderHtmlForInstallPath: installPage,
      callbackOptions: {
        success: (_installation, _options, _request, response) => sendInstalled(response),
        failure(error, _options, _request, response) {
          log.warn({ err: error }, "an installation failed");
          sendNotInstalled(response);
        },
      },
      clientOptions: {
        ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
        timeout: TIMEOUT,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
  });
}

/** How far its time lies behind ours: Slack's library takes any time in the future. */
function secondsLate({ headers }: IncomingMessage, now: number): number {
  const stamp = headers["x-slack-request-timestamp"];
  // Slack's library refuses what has none, but for Slack's look at our certificate.
  return stamp === undefined ? 0 : now / 1_000 - Number(stamp);
}

/** Slack's library knows the type of a form only as it stands; proxies add a character set. */
function withPlainType({ headers }: IncomingMessage): void {
  const type = headers["content-type"];
  if (type?.startsWith(`${FORM};`) === true) headers["content-type"] = FORM;
}
