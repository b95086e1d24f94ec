import type { Config } from "../config.ts";
import { misnamedIn } from "../config.ts";
import { UserError } from "../errors.ts";
import { isLoopback } from "../loopback.ts";
import { readBlocklist } from "../moderation/blocklist.ts";
import type { Check, Finding } from "./finding.ts";
import { fine, off, wrong } from "./finding.ts";

/** Whether a configuration that can be read also does what was meant. */
export function configurationCheck(config: Config, env: NodeJS.ProcessEnv): Check {
  return {
    name: "configuration",
    run: async () => [
      fine("every variable can be read"),
      ...misnamed(env),
      ...blocklistFindings(config),
      ...playgroundFindings(config),
    ],
  };
}

function misnamed(env: NodeJS.ProcessEnv): Finding[] {
  return misnamedIn(env).map(({ name, meant }) =>
    off(`${name} means nothing here`, `call it ${meant} if that is what you mean`),
  );
}

function blocklistFindings({ moderation }: Config): Finding[] {
  if (moderation.blocklist === undefined) return [];
  try {
    readBlocklist(moderation.blocklist);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const next = "let it name a file of words, one a line, or leave it out";
    return [wrong(`MODERATION_BLOCKLIST cannot be read: ${moderation.blocklist}`, next)];
  }
}

function playgroundFindings({ playground, host, role }: Config): Finding[] {
  if (role === "worker" || !playground.isOn || playground.token !== undefined || isLoopback(host))
    return [];
  const next = "set PLAYGROUND_TOKEN, or HOST to 127.0.0.1";
  return [wrong(`at HOST=${host} the playground lets nobody in without a token`, next)];
}
