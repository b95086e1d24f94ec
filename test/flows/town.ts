import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { start } from "../../src/main.ts";
import { atPlayground } from "../fakes/child-playground.ts";
import { until } from "../fakes/discord/bot.ts";
import { startDiscord } from "../fakes/discord/discord.ts";
import { TOKEN } from "../fakes/discord/world.ts";
import { ANN, startSlack } from "../fakes/slack/slack.ts";
import { quickModels } from "./quick-models.ts";
import { socketOf } from "./slack-bot.ts";

const BOUND = 30_000;
const DUSK = new File(
  [readFileSync(join(import.meta.dirname, "../fixtures/dusk.jpg"))],
  "dusk.jpg",
);

interface Wish {
  readonly prompt: string;
  readonly model: string;
  readonly seconds: number;
}

/** One whole bot that is at the playground, on Discord and on Slack at once; the rest is real. */
export async function openTown(env: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "rushes-town-"));
  const [discord, slack] = await Promise.all([startDiscord(), startSlack()]);
  const bot = await start(
    readConfig({
      DATA_DIR: folder,
      PORT: "0",
      LOG_LEVEL: process.env["LOG"] ?? "silent",
      PLAYGROUND: "on",
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: discord.apiUrl,
      ...socketOf(slack),
      MODELS_FILE: await quickModels(folder),
      CONFIRM_ABOVE_USD: "20",
      MAX_JOBS_PER_USER: "20",
      ...env,
    }),
  );
  const { film, rest, play } = atPlayground(bot.url);
  await until(() => discord.world.commands.length > 0);

  /** What comes of `/video` at the playground, and what its card says in the end. */
  async function atThePlayground(wish: Wish, picture?: File) {
    const { thread } = await film({ ...wish }, picture);
    const { messages } = await rest(thread);
    const clip = messages.find(({ kind }) => kind === "clip")?.clip;
    const played = await play(clip);
    return { clip: Buffer.from(await played.arrayBuffer()), said: messages[0]?.text ?? "" };
  }

  return {
    fromWords: (wish: Wish) => atThePlayground(wish),
    fromPicture: (wish: Wish) => atThePlayground(wish, DUSK),

    /** What comes of `/video`. */
    async onDiscord(wish: Wish): Promise<Buffer> {
      const { people, world } = discord;
      const { token } = people.type("video", { ...wish });
      const thread = await until(() => world.channels.get(token.original ?? ""), BOUND);
      const posted = await until(
        () => world.messagesIn(thread.id).flatMap(({ attachments }) => attachments)[0],
        BOUND,
      );
      const response = await fetch(posted.url);
      return Buffer.from(await response.arrayBuffer());
    },

    /** What comes of words in which somebody mentions the bot. */
    async onSlack({ prompt, model, seconds }: Wish): Promise<Buffer> {
      const words = `${prompt} --model ${model} --seconds ${seconds}`;
      const { channel, ts } = await slack.person(ANN).mentions(words);
      const ofBot = () => slack.filesIn(channel, ts).filter(({ user }) => user !== ANN);
      const file = await slack.until(() => ofBot()[0], BOUND);
      return file.data ?? Buffer.alloc(0);
    },

    async close() {
      await bot.stop();
      await rm(folder, { recursive: true, force: true });
      await Promise.all([discord.close(), slack.close()]);
    },
  };
}
export type Town = Awaited<ReturnType<typeof openTown>>;
