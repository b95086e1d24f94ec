import { setMaxListeners } from "node:events";
import { resolve } from "node:path";
import { actions, commands } from "../commands/index.ts";
import { createBot } from "./bot.ts";
import type { Config } from "./config.ts";
import { readConfig, readEnvironment } from "./config.ts";
import { announceEndpoint, withdrawEndpoint } from "./endpoint.ts";
import { UserError } from "./errors.ts";
import { makeFolders } from "./folders.ts";
import { createAlerts } from "./jobs/alerts.ts";
import { createCommit } from "./jobs/commit.ts";
import { createCompletions } from "./jobs/completions.ts";
import { createConfirm } from "./jobs/orders/confirm.ts";
import { createHints } from "./jobs/hints.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createMetrics } from "./jobs/metrics.ts";
import { createOriginals } from "./jobs/originals.ts";
import { createPace } from "./jobs/steps/pace.ts";
import { createRequestVideo } from "./jobs/orders/request-video.ts";
import { createRunner } from "./jobs/runner.ts";
import { createCards } from "./jobs/show-card.ts";
import { createStep } from "./jobs/step.ts";
import { watchPlatform } from "./jobs/watch-platform.ts";
import { watchProvider } from "./jobs/watch-provider.ts";
import { createLog } from "./log.ts";
import { createStudio } from "./media/studio.ts";
import { leftovers } from "./media/sweep.ts";
import { openChats } from "./open/chats.ts";
import { openQueue, openStore } from "./open/database.ts";
import { openGuilds } from "./open/guilds.ts";
import { openMoney } from "./open/money.ts";
import { openProviders } from "./open/providers.ts";
import { openWeb } from "./open/web.ts";
import { greeting } from "./parts.ts";
import { createLocalPlatform } from "./platforms/local/local.ts";
import type { Platform } from "./platforms/platform.ts";
import { createCatalogue, deadModels } from "./providers/catalogue.ts";
import type { VideoProvider } from "./providers/provider.ts";
import { budgetView } from "./quota/budget-view.ts";
import { createSigner, readSecret } from "./secret.ts";
import { reservedInAll } from "./store/accounts.ts";
import { jobById, jobsByState } from "./store/jobs.ts";
import { expired } from "./store/sweep.ts";
import { startSweeping } from "./sweeping.ts";
import type { Store } from "./store/store.ts";
import { isAlive } from "./store/store.ts";

/** How long running steps may take to end when the bot is stopped, in ms. */
const GRACE = 6_000;
/** How often one provider is asked how its generations stand, by all jobs together. */
const POLLS_PER_SECOND = 20;

/** Puts something between the bot and the outside world; tests do, to break it. */
export interface Between {
  store?(store: Store): Store;
  provider?(provider: VideoProvider): VideoProvider;
  platform?(platform: Platform): Platform;
}

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

const [now, random] = [Date.now, Math.random];
const hears = (platform: Platform) => platform.isReady?.() ?? true;

/** Builds the whole bot from its parts and starts it. Throws `UserError` when it cannot start. */
export async function start(config: Config, between: Between = {}): Promise<Running> {
  const log = createLog(config.logLevel);
  const dataDir = resolve(config.dataDir);
  const folders = makeFolders(dataDir);
  const database = await openStore(config, dataDir, log);
  const store = between.store?.(database) ?? database;
  const queue = await openQueue(config, store, log);
  const metrics = createMetrics({
    jobsByState: () => jobsByState(store.db),
    reserved: () => reservedInAll(store.db),
    lag: queue.lag,
  });

  const { ffmpegPath, maxImageBytes } = config;
  const studio = createStudio({ folders, ffmpegPath, maxImageBytes, now, log });
  const { intake, clips, montage, charts, previews } = studio;

  const opened = await openProviders(config, { studio, folder: folders.animatic, log });
  const made = opened.map((provider) =>
    watchProvider(between.provider?.(provider) ?? provider, metrics),
  );
  const providers = new Map(made.map((provider) => [provider.name, provider]));
  const { defaultModel, limits, confirmAbove, publicUrl } = config;
  const dead = await deadModels(made, log);
  const catalogue = createCatalogue({ providers: made, dead, defaultModel, random, now });

  const { settings, quota, ...reports } = openMoney(config, store, folders);

  const local = createLocalPlatform({
    db: store.db,
    folder: dataDir,
    maxImageBytes,
    budget: async (locale) => budgetView(await quota.account("local:playground"), locale),
    stateOf: async (job) => (await jobById(store.db, job))?.state,
    previews,
    now,
    log,
  });
  const secret = readSecret(dataDir, config.secretKey);
  const guildDeps = { store, settings, catalogue, intake, log };
  const { guilds, coach, consents, moderation } = openGuilds(config, guildDeps);
  const chats = await openChats(config, { store, queue, quota, guilds, studio, secret, log });
  const places = [local, ...chats.map(({ platform }) => platform)].map((platform: Platform) =>
    watchPlatform(between.platform?.(platform) ?? platform, metrics),
  );
  const platforms = new Map(places.map((platform) => [platform.name, platform]));

  const signer = createSigner(secret);
  const hints = createHints({ store, queue, providers, signer, publicUrl, now, log });
  const originals = createOriginals({ store, clips, signer, publicUrl, now });
  const stepDeps = {
    store,
    providers,
    platforms,
    modelOf: catalogue.known,
    hasFiner: guilds.hasFiner,
    clips,
    montage,
    picturePath: intake.pathOf,
    discardPicture: intake.discard,
    originalUrl: originals.url,
    webhookUrl: hints.url,
    pace: createPace(POLLS_PER_SECOND, now),
    maxRunning: limits.running,
    now,
    random,
    log,
  };
  const showCard = createCards(stepDeps);
  const runnerDeps = { ...stepDeps, queue, metrics, showCard };
  const alerts = createAlerts({ ...stepDeps, settings, quota });
  const runner = createRunner({
    ...runnerDeps,
    step: createStep(stepDeps),
    commit: createCommit({ ...runnerDeps, quota, alerts }),
  });

  const money = { quota, confirmAbove, limits };
  const requestDeps = { store, queue, catalogue, guilds, moderation, ...money, now };
  const jobs = createJobs({
    ...requestDeps,
    requestVideo: createRequestVideo(requestDeps),
    confirm: createConfirm(requestDeps),
    platforms,
    intake,
    clips,
    montage,
    showCard,
    originalUrl: originals.url,
  });
  const bot = createBot({
    commands,
    actions,
    tools: { ...guilds, ...reports, coach, consents, jobs, quota, charts, commands },
    operators: config.operators,
    complete: createCompletions({ store, guilds }),
    isStoreAlive: () => isAlive(store),
    log,
  });

  const [talks, films] = [config.role !== "worker", config.role !== "gateway"];
  /** Who hears people, once everything is there. */
  let listening: readonly Platform[] | undefined;
  const web = openWeb(config, {
    hints,
    originals,
    api: local.routes,
    routes: chats.flatMap(({ routes }) => routes ?? []),
    isReady: async () => (listening?.every(hears) ?? false) && (await isAlive(store)),
    metrics: metrics.text,
    log,
  });

  if (talks) await Promise.all(places.map((platform) => platform.start(bot)));
  const { url } = await web.start();
  if (films) runner.start();
  const stopSweeping = startSweeping([expired(store), leftovers(folders)], now, log);
  if (talks) await announceEndpoint(dataDir, { url, pid: process.pid });
  listening = talks ? places : [];
  log.info({ url, role: config.role, models: catalogue.offered().map(({ id }) => id) }, "ready");

  return {
    url,
    async stop() {
      listening = undefined;
      if (talks) await withdrawEndpoint(dataDir);
      await Promise.all([...places.map((platform) => platform.stop()), web.stop()]);
      stopSweeping();
      await runner.stop(GRACE);
      await store.close();
    },
  };
}

async function end(bot: Running): Promise<never> {
  await bot.stop().catch(() => process.exit(1));
  return process.exit(0);
}

async function main(): Promise<void> {
  try {
    const config = readConfig(readEnvironment());
    const bot = await start(config);
    console.log(greeting(config, bot.url, process.env));
    process.once("SIGINT", () => void end(bot)).once("SIGTERM", () => void end(bot));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

// Every running job listens for the stop of the bot.
setMaxListeners(200);
if (import.meta.main) await main();
