import type { Config } from "./config.ts";
import { misnamedIn } from "./config.ts";
import { isLoopback } from "./loopback.ts";
import { STUDIOS } from "./open/studios.ts";
import type { VideoStudio } from "./open/studios.ts";

/** One part of the bot: what it does here, or what would switch it on. */
interface Part {
  readonly name: string;
  readonly isOn: boolean;
  readonly what: string;
}

/** What a start says in the terminal: which parts are on, and how to go on. */
export function greeting(config: Config, url: string, env: NodeJS.ProcessEnv = {}): string {
  const slips = misnamedIn(env).map(
    ({ name, meant }) =>
      `  ${name} means nothing here: call it ${meant} if that is what you mean.\n`,
  );
  const table = partsTable(partsOf(config));
  return `\n${table}\n\n${slips.join("")}  Rushes is ready: ${nextStep(config, url)}\n`;
}

function nextStep(config: Config, url: string): string {
  const { role, playground, discord, slack } = config;
  if (role === "worker") return "and works for those who talk";
  if (playground.isOn && !isShut(config)) return `open ${url} and type /video`;
  const places = [
    ...(discord ? ["your Discord server"] : []),
    ...(slack ? ["your Slack workspace"] : []),
  ];
  if (places.length > 0) return `type /video in ${places.join(" or ")}`;
  return playground.isOn ? "set PLAYGROUND_TOKEN, and start it again" : `and serves ${url}`;
}

function slackWords(slack: Config["slack"]): string {
  if (slack === undefined) return "SLACK_BOT_TOKEN, SLACK_APP_TOKEN";
  if (slack.access.kind === "socket") return "one workspace, in Socket Mode";
  return `many workspaces: install it at ${new URL("/slack/install", slack.access.publicUrl).href}`;
}

/** Which parts are on by this configuration: what a start says, so that nobody has to guess. */
function partsOf(config: Config): Part[] {
  const { databaseUrl, discord, slack, publicUrl } = config;
  const { coach, moderation } = config;
  const judges = [
    ...(moderation.openai ? [new URL(moderation.openai.url).host] : []),
    ...(moderation.blocklist === undefined ? [] : [moderation.blocklist]),
  ];
  return [
    {
      name: "database",
      isOn: true,
      what: databaseUrl === undefined ? `SQLite in ${config.dataDir}` : "PostgreSQL, shared",
    },
    playgroundPart(config),
    {
      name: "discord",
      isOn: discord !== undefined,
      what: discord ? "slash commands in guilds" : "DISCORD_TOKEN",
    },
    {
      name: "slack",
      isOn: slack !== undefined,
      what: slackWords(slack),
    },
    { name: "animatic", isOn: true, what: "drafts, drawn on this machine, free" },
    ...STUDIOS.map((studio) => studioPart(studio, config)),
    {
      name: "coach",
      isOn: true,
      what: coach ? `rewrites prompts with ${coach.model}` : "by rules alone; COACH_MODEL rewrites",
    },
    {
      name: "moderation",
      isOn: judges.length > 0,
      what: judges.length > 0 ? judges.join(", ") : "MODERATION, MODERATION_BLOCKLIST",
    },
    { name: "webhooks", isOn: publicUrl !== undefined, what: publicUrl ?? "PUBLIC_URL" },
  ];
}

function playgroundPart(config: Config): Part {
  const name = "playground";
  if (!config.playground.isOn) return { name, isOn: false, what: "PLAYGROUND=on" };
  if (!isShut(config)) return { name, isOn: true, what: "the page" };
  const what = `PLAYGROUND_TOKEN: HOST=${config.host} is more than this machine`;
  return { name, isOn: false, what };
}

/** Beyond this machine the page lets nobody in without a token. */
function isShut({ host, playground }: Config): boolean {
  return playground.token === undefined && !isLoopback(host);
}

function studioPart({ name, switchedOnBy, host }: VideoStudio, config: Config): Part {
  const where = host(config);
  return { name, isOn: where !== undefined, what: where ?? switchedOnBy };
}

/** The parts as a table for a terminal. */
function partsTable(parts: readonly Part[]): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  return parts
    .map(({ name, isOn, what }) => {
      const state = isOn ? `on   ${what}` : `off  switch it on with ${what}`;
      return `  ${name.padEnd(width)}  ${state}`;
    })
    .join("\n");
}
