import { z } from "zod";
import type { Finding } from "../../doctor/finding.ts";
import { fine, wrong } from "../../doctor/finding.ts";
import { SCOPES } from "./scopes.ts";

const SLACK = "https://slack.com/api/";
const TIMEOUT = 15_000; // ms

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
  if (access.kind === "http") {
    const install = new URL("/slack/install", access.publicUrl).href;
    return [fine(`many workspaces, each through ${install}`)];
  }
  const bot = await ask(apiUrl, "auth.test", access.botToken);
  if (!bot.answer) return [silence()];
  const app = await ask(apiUrl, "apps.connections.open", access.appToken);
  return [...botFindings(bot.answer, bot.scopes), appFinding(app.answer)];
}

type Answer = z.infer<typeof Answer>;

async function ask(apiUrl: string, method: string, token: string) {
  const response = await fetch(new URL(method, apiUrl.replace(/\/?$/, "/")), {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
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
