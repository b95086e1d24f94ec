import { z } from "zod";
import type { Finding } from "../../doctor/finding.ts";
import { fine, wrong } from "../../doctor/finding.ts";
import { isLoopback } from "../../loopback.ts";
import { SCOPES } from "./scopes.ts";

const SLACK = "https://slack.com/api/";
const TIMEOUT = 15_000; // ms
/** How long our own page may take, in ms. */
const PATIENCE = 5_000;
/** What a proxy answers whose bot is stopped. */
const BEHIND_PROXY = [502, 503, 504];

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().default("unknown"),
  team: z.string().default("?"),
  user: z.string().default("?"),
});

/** How the bot is let into Slack: one workspace by its tokens, or many that install it. */
type Access =
  | { readonly kind: "socket"; readonly botToken: string; readonly appToken: string }
  | { readonly kind: "http"; readonly publicUrl: string };

/** Looks at the bot's place in Slack: its tokens, what it may do, and how it hears. */
export async function lookAtSlack(
  access: Access,
  apiUrl: string | undefined = SLACK,
): Promise<Finding[]> {
  if (access.kind === "http") return lookOverHttp(access.publicUrl, apiUrl);
  const bot = await ask(apiUrl, "auth.test", access.botToken);
  if (!bot.answer) return [silence()];
  const app = await ask(apiUrl, "apps.connections.open", access.appToken);
  return [...botFindings(bot.answer, bot.scopes), appFinding(app.answer)];
}

async function lookOverHttp(publicUrl: string, apiUrl: string): Promise<Finding[]> {
  const unreachable = unreachableFor(apiUrl, publicUrl);
  const slack = await ask(apiUrl, "api.test");
  const away = slack.answer ? [] : [silence()];
  return [...away, unreachable ?? (await pageFinding(publicUrl))];
}

/** Slack calls addresses of the world alone, and in secret; one on this machine calls us here. */
export function unreachableFor(apiUrl: string, publicUrl: string): Finding | undefined {
  const { protocol, hostname } = new URL(publicUrl);
  const isNear = isLoopback(new URL(apiUrl).hostname);
  if (isNear || (protocol === "https:" && !isLoopback(hostname))) return undefined;
  const next = "set PUBLIC_URL to the https address under which the world reaches this bot";
  return wrong(`Slack cannot call ${publicUrl}`, next);
}

/** Whether our own page answers there; a bot that is stopped answers nothing, or through a proxy. */
async function pageFinding(publicUrl: string): Promise<Finding> {
  const install = new URL("/slack/install", publicUrl);
  const status = await statusOf(install);
  const many = `many workspaces, each through ${install.href}`;
  if (status === undefined || BEHIND_PROXY.includes(status)) {
    return fine(`${many}; it cannot be reached from here, as when the bot is stopped`);
  }
  if (status === 200) return fine(many);
  const next = "make PUBLIC_URL, or the proxy behind it, lead to this bot";
  return wrong(`${install.href} answers ${status}`, next);
}

async function statusOf(url: URL): Promise<number | undefined> {
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(url, { signal }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.status;
}

type Answer = z.infer<typeof Answer>;

async function ask(apiUrl: string, method: string, token?: string) {
  const response = await fetch(new URL(method, apiUrl.replace(/\/?$/, "/")), {
    method: "POST",
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => undefined);
  const answer = Answer.safeParse(await response?.json().catch(() => undefined));
  const scopes = response?.headers.get("x-oauth-scopes") ?? "";
  return { answer: answer.data, scopes: scopes.split(",").map((scope) => scope.trim()) };
}

function botFindings(answer: Answer, scopes: readonly string[]): Finding[] {
  if (!answer.ok) {
    const next = "copy it anew: your app, OAuth & Permissions, Bot User OAuth Token";
    return [wrong(`Slack does not accept SLACK_BOT_TOKEN (${answer.error})`, next)];
  }
  const missing = SCOPES.filter((scope) => !scopes.includes(scope));
  const who = fine(`the bot token belongs to ${answer.user} in ${answer.team}`);
  if (missing.length === 0) return [who, fine("it may do all that it needs")];
  const next = "add them in your app, OAuth & Permissions, then install it to the workspace again";
  return [who, wrong(`it lacks ${missing.join(", ")}`, next)];
}

function appFinding(answer: Answer | undefined): Finding {
  if (!answer) return silence();
  if (answer.ok) return fine("the app token opens a connection");
  const next =
    "make one with connections:write: your app, Basic Information, App-Level Tokens; and switch Socket Mode on";
  return wrong(`Slack does not accept SLACK_APP_TOKEN (${answer.error})`, next);
}

function silence(): Finding {
  const next = "look at this machine's network, and at SLACK_API_URL if it is set";
  return wrong("Slack does not answer", next);
}
