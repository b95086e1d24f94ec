import { readConfig, readEnvironment } from "./config.ts";
import { UserError } from "./errors.ts";
import { readArguments, USAGE } from "./try/arguments.ts";
import { findBot } from "./try/bot.ts";
import { createReport } from "./try/report.ts";
import { createScreen } from "./try/screen.ts";
import { filmOne } from "./try/film.ts";

/** Delivered, failed, or asked for in a way that cannot work. */
const EXIT = { delivered: 0, failed: 1, misused: 2 } as const;

/** `npm run try -- "a prompt"`: makes one video in the terminal, with the same bot as everywhere. */
async function main(): Promise<number> {
  const wish = readArguments(process.argv.slice(2));
  if (wish === "help") {
    console.log(USAGE);
    return EXIT.delivered;
  }
  const config = readConfig(readEnvironment());
  const bot = await findBot(config);
  try {
    const screen = wish.json ? undefined : createScreen(process.stdout);
    const interrupted = new AbortController();
    process.once("SIGINT", () => interrupted.abort());
    const thread = await filmOne(bot, wish, { screen, interrupted: interrupted.signal });
    return await createReport(bot, wish, config.dataDir).tell(thread);
  } finally {
    await bot.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UserError ? EXIT.misused : EXIT.failed;
}
