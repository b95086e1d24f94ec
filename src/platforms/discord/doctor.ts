import { Routes } from "discord.js";
import { z } from "zod";
import type { Finding } from "../../doctor/finding.ts";
import { fine, wrong } from "../../doctor/finding.ts";
import { PlatformError } from "../../errors.ts";
import { createLog } from "../../log.ts";
import type { CommandSpec } from "../platform.ts";
import { isTokenLost } from "./failures.ts";
import type { Api, ApiCall } from "./line/api.ts";
import { createApi } from "./line/api.ts";
import { drawCommands } from "./offer/commands.ts";
import { PERMISSIONS, permissionsMissing } from "./permissions.ts";

const Application = z.object({ id: z.string(), name: z.string() });
const Gateway = z.object({ session_start_limit: z.object({ remaining: z.number() }) });
const Guilds = z.array(
  z.object({ id: z.string(), name: z.string(), permissions: z.string().transform(BigInt) }),
);
const Registered = z.array(z.object({ name: z.string() }));

/** The most servers that Discord names at once. */
const PAGE = 200;

interface Patient {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly hearsMentions: boolean;
  readonly commands: readonly CommandSpec[];
}

/** Looks at the bot's account on Discord: token, connection, servers and commands. */
export async function lookAtDiscord(patient: Patient): Promise<Finding[]> {
  const { token, apiUrl, hearsMentions, commands } = patient;
  const api = createApi({ token, apiUrl, log: createLog("silent") });
  try {
    const { id, name } = Application.parse(await ask(api, Routes.currentApplication()));
    return [
      fine(`the token belongs to ${name} (application ${id})`),
      ...connection(Gateway.parse(await ask(api, Routes.gatewayBot())), hearsMentions),
      ...servers(await guildsOf(api), id),
      ...offered(Registered.parse(await ask(api, Routes.applicationCommands(id))), commands),
    ];
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return [refusal(error)];
  }
}

function ask(api: Api, route: `/${string}`, query?: ApiCall["query"]): Promise<unknown> {
  return api.call({ method: "GET", route, ...(query && { query }) });
}

/** Every server that it is in, page by page. */
async function guildsOf(api: Api): Promise<z.infer<typeof Guilds>> {
  const all: z.infer<typeof Guilds> = [];
  for (;;) {
    const after = all.at(-1)?.id ?? "0";
    const query = { limit: String(PAGE), after };
    const page = Guilds.parse(await ask(api, Routes.userGuilds(), query));
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

function connection(
  { session_start_limit: { remaining } }: z.infer<typeof Gateway>,
  hearsMentions: boolean,
): Finding[] {
  if (remaining > 0) {
    const intents = hearsMentions
      ? "its intents, Guilds and Guild Messages, need"
      : "its one intent, Guilds, needs";
    return [fine(`it may connect; ${intents} no switch in the portal`)];
  }
  const next = "wait a day; a bot that restarts again and again uses them up";
  return [wrong("Discord allows no more connections today", next)];
}

function servers(guilds: z.infer<typeof Guilds>, app: string): Finding[] {
  const link = `https://discord.com/oauth2/authorize?client_id=${app}&scope=bot+applications.commands&permissions=${PERMISSIONS}`;
  if (guilds.length === 0) return [wrong("it is in no server", `invite it: ${link}`)];
  const lacking = guilds.flatMap(({ name, permissions }) => {
    const missing = permissionsMissing(permissions);
    const next = `allow its role that in the server's settings, or invite it anew: ${link}`;
    return missing.length === 0 ? [] : [wrong(`in “${name}” it lacks ${missing.join(", ")}`, next)];
  });
  const count = guilds.length === 1 ? "one server" : `${guilds.length} servers`;
  return lacking.length > 0 ? lacking : [fine(`it is in ${count}, with all that it needs`)];
}

function offered(
  registered: z.infer<typeof Registered>,
  commands: readonly CommandSpec[],
): Finding[] {
  const ours = drawCommands(commands).map(({ name }) => name);
  const theirs = registered.map(({ name }) => name);
  const missing = ours.filter((name) => !theirs.includes(name));
  const old = theirs.filter((name) => !ours.includes(name));
  const next = "start the bot: it tells Discord";
  return [
    ...(missing.length > 0 ? [wrong(`Discord does not offer ${missing.join(", ")}`, next)] : []),
    ...(old.length > 0 ? [wrong(`Discord still offers ${old.join(", ")}`, next)] : []),
    ...(missing.length + old.length === 0 ? [fine(`all ${ours.length} commands are known`)] : []),
  ];
}

function refusal(error: PlatformError): Finding {
  if (isTokenLost(error)) {
    const next = "copy it anew: Developer Portal, your application, Bot, Reset Token";
    return wrong("Discord does not know DISCORD_TOKEN", next);
  }
  const next = "look at this machine's network, and at DISCORD_API_URL if it is set";
  return wrong("Discord does not answer", next);
}
