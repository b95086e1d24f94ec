import { commands } from "../commands/index.ts";
import type { Config } from "./config.ts";
import { readConfig, readEnvironment } from "./config.ts";
import { accountCheck } from "./doctor/account.ts";
import { accountsOf } from "./doctor/accounts.ts";
import { configurationCheck } from "./doctor/configuration.ts";
import { databaseCheck } from "./doctor/database.ts";
import type { Check } from "./doctor/finding.ts";
import { off, wrong } from "./doctor/finding.ts";
import { ffmpegCheck, folderCheck } from "./doctor/machine.ts";
import { modelsCheck } from "./doctor/models.ts";
import { report } from "./doctor/report.ts";
import { runningCheck } from "./doctor/running.ts";
import { UserError } from "./errors.ts";
import { openModels } from "./open/models.ts";

/** Everything that is looked at, in the order in which it is told. Adapters are loaded when used. */
export function checksOf(env: NodeJS.ProcessEnv): Check[] {
  try {
    const config = readConfig(env);
    return [
      configurationCheck(config, env),
      folderCheck(config.dataDir),
      databaseCheck(config),
      ffmpegCheck(config.ffmpegPath),
      modelsCheck(config.modelsFile, openModels),
      runningCheck(config),
      discordCheck(config),
      slackCheck(config),
      ...accountsOf(config).map((account) => accountCheck(account)),
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [, ...mistakes] = error.message.split("\n");
    const next = ".env.example tells what it takes";
    const found = mistakes.map((mistake) => wrong(mistake.trim(), next));
    return [{ name: "configuration", run: async () => found }];
  }
}

function discordCheck({ discord }: Config): Check {
  return {
    name: "discord",
    async run() {
      if (!discord) return [off("off", "set DISCORD_TOKEN; README.md tells how to get one")];
      const { lookAtDiscord } = await import("./platforms/discord/doctor.ts");
      return lookAtDiscord({ ...discord, commands });
    },
  };
}

function slackCheck({ slack }: Config): Check {
  return {
    name: "slack",
    async run() {
      if (!slack) return [off("off", "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN")];
      const { lookAtSlack } = await import("./platforms/slack/doctor.ts");
      return lookAtSlack(slack.access, slack.apiUrl);
    },
  };
}

async function main(): Promise<void> {
  const { lines, isWell } = await report(checksOf(readEnvironment()));
  console.log(lines.join("\n"));
  console.log(isWell ? "\nAll is well." : "\nSomething is wrong: the lines with ✗ say what to do.");
  process.exitCode = isWell ? 0 : 1;
}

if (import.meta.main) await main();
