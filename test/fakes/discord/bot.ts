import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { start } from "../../../src/main.ts";
import { startOpenAiServer } from "../openai-server.ts";
import { startDiscord } from "./discord.ts";
import { TOKEN } from "./world.ts";

export { buttonsOf, labelsOf, wordsOf } from "./reading.ts";

/** The whole bot on a Discord of ours, filming with a studio of ours; the rest is real. */
export async function startDiscordBot(env: Record<string, string> = {}, clip?: Buffer) {
  const folder = await mkdtemp(join(tmpdir(), "rushes-discord-"));
  const discord = await startDiscord();
  const studio = await startOpenAiServer({ clip });
  const config = readConfig({
    DATA_DIR: folder,
    PORT: "0",
    LOG_LEVEL: process.env["LOG"] ?? "silent",
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: discord.apiUrl,
    OPENAI_BASE_URL: studio.baseUrl,
    OPENAI_MODELS: "film-1=0.10",
    DEFAULT_MODEL: "film-1",
    ...env,
  });
  const bot = await start(config);
  await vi.waitFor(() => {
    if (discord.world.commands.length === 0) throw new Error("no commands yet");
  }, WAIT);

  return {
    folder,
    discord,
    studio,
    bot,
    config,
    async close() {
      await bot.stop();
      await studio.stop();
      await rm(folder, { recursive: true, force: true });
      await discord.close();
    },
  };
}
export type DiscordBot = Awaited<ReturnType<typeof startDiscordBot>>;

const WAIT = { timeout: 15_000, interval: 20 };

/** Waits until a question is answered with something. */
export function until<T>(ask: () => T | undefined | false, timeout = WAIT.timeout): Promise<T> {
  return vi.waitFor(
    () => {
      const answer = ask();
      if (answer === undefined || answer === false) throw new Error("not yet");
      return answer;
    },
    { ...WAIT, timeout },
  );
}
