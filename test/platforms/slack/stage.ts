import { remix } from "../../../commands/remix.ts";
import type { Logger } from "../../../src/log.ts";
import { createLog } from "../../../src/log.ts";
import type { Front, Platform } from "../../../src/platforms/platform.ts";
import type { Access } from "../../../src/platforms/slack/line/access.ts";
import { createSlackPlatform } from "../../../src/platforms/slack/slack.ts";
import { said } from "../../../src/said.ts";
import { createFakeFront } from "../../fakes/front.ts";
import type { FakeSlack } from "../../fakes/slack/slack.ts";
import { APP_TOKEN, BOT_TOKEN, startSlack } from "../../fakes/slack/slack.ts";

const SOCKET: Access = { kind: "socket", botToken: BOT_TOKEN, appToken: APP_TOKEN };

interface StageOptions {
  readonly now?: () => number;
  readonly access?: Access;
  /** One that others share. */
  readonly slack?: FakeSlack;
  /** The largest picture that may be used. */
  readonly maxImageBytes?: number;
  /** Hears what an operator reads. */
  readonly log?: Logger;
  /** What several processes share. */
  readonly remembered?: Map<string, string>;
}

/** The Slack platform on a Slack of ours, with a bot behind it that does what a test tells it. */
export async function openSlackStage(options: StageOptions = {}) {
  const { now = Date.now, access = SOCKET, remembered = new Map<string, string>() } = options;
  const slack = options.slack ?? (await startSlack({ now }));
  const gone: string[] = [];
  const log = options.log ?? createLog(process.env["LOG"] ?? "silent");
  const running: Platform[] = [];
  const shelf = (name: string) => ({
    get: async (key: string) => remembered.get(`${name} ${key}`),
    set: async (key: string, value: string) => void remembered.set(`${name} ${key}`, value),
    delete: async (key: string) => void remembered.delete(`${name} ${key}`),
  });

  const create = () =>
    createSlackPlatform({
      access,
      apiUrl: slack.apiUrl,
      attachmentHosts: [slack.host],
      maxImageBytes: options.maxImageBytes ?? 20_000_000,
      fetch: (url, init) => fetch(url, init),
      memory: shelf("memory"),
      installations: shelf("installations"),
      overview: async () => ({
        videos: [
          { id: "job1", prompt: "a fox", state: said("being filmed"), isOpen: true },
          { id: "job2", prompt: "a boat", state: said("done"), isOpen: false },
        ],
        budget: { share: 0.25, words: said("$7.50 of $10.00 is left.") },
      }),
      async claim(id) {
        const isFirst = !remembered.has(`claim ${id}`);
        remembered.set(`claim ${id}`, "");
        return isFirst;
      },
      priceOf: async (_guild, draft) =>
        said("It costs {{what}}.", { what: `${draft.name} ${JSON.stringify(draft.options)}` }),
      onGone: async (guild) => void gone.push(guild),
      now,
      log,
    });
  const platform = create();
  const bot = createFakeFront(() => platform);
  const front = { ...bot.front, commands: [...bot.front.commands, remix] };

  return {
    slack,
    platform,
    bot,
    remembered,
    gone,

    /** Connects, and waits until Slack has heard of us. */
    async start(serving: Front = front): Promise<void> {
      running.push(platform);
      await platform.start(serving);
    },
    /** Another process of the same bot, that talks to nobody. */
    another: create,

    async stop(): Promise<void> {
      await Promise.all(running.map((one) => one.stop()));
    },
    async close(): Promise<void> {
      await Promise.all(running.map((one) => one.stop()));
      await slack.close();
    },
  };
}
export type SlackStage = Awaited<ReturnType<typeof openSlackStage>>;
