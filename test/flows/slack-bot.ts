import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { start } from "../../src/main.ts";
import { startOpenAiServer } from "../fakes/openai-server.ts";
import {
  APP_TOKEN,
  BOT_TOKEN,
  CLIENT_ID,
  CLIENT_SECRET,
  SIGNING_SECRET,
  startSlack,
} from "../fakes/slack/slack.ts";
import type { FakeSlack } from "../fakes/slack/slack.ts";

/** The variables with which a bot connects to this Slack. */
export const socketOf = (slack: FakeSlack) => ({
  SLACK_BOT_TOKEN: BOT_TOKEN,
  SLACK_APP_TOKEN: APP_TOKEN,
  SLACK_API_URL: slack.apiUrl,
});

/** The same, for a bot that any workspace may install, at a port of this machine. */
export const httpOf = (slack: FakeSlack, port: number) => ({
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
  SLACK_CLIENT_ID: CLIENT_ID,
  SLACK_CLIENT_SECRET: CLIENT_SECRET,
  SLACK_STATE_SECRET: "a state secret of ours",
  SLACK_API_URL: slack.apiUrl,
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  PORT: String(port),
});

/** The whole bot on a Slack of ours, filming with a studio of ours; the rest is real. */
export async function startSlackBot(
  env: (slack: FakeSlack) => Record<string, string> = socketOf,
  { manifest, clip }: { manifest?: unknown; clip?: Buffer } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "rushes-slack-"));
  const slack = await startSlack({ manifest });
  const studio = await startOpenAiServer({ clip });
  const bot = await start(
    readConfig({
      DATA_DIR: folder,
      PORT: "0",
      LOG_LEVEL: process.env["LOG"] ?? "silent",
      OPENAI_BASE_URL: studio.baseUrl,
      OPENAI_MODELS: "film-1=0.10",
      DEFAULT_MODEL: "film-1",
      ...env(slack),
    }),
  );

  return {
    slack,
    studio,
    bot,
    /** Where it keeps what it knows. */
    folder,
    async close() {
      await bot.stop();
      await studio.stop();
      await rm(folder, { recursive: true, force: true });
      await slack.close();
    },
  };
}
export type SlackBot = Awaited<ReturnType<typeof startSlackBot>>;
